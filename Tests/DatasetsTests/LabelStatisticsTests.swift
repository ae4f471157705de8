import Datasets
import Documents
import Glibc
import Scenes
import TaskSpace
import TestSupport
import Testing

@Suite struct LabelStatisticsTests {
  let folder: TemporaryFolder
  let images: SplitImages

  init() throws {
    folder = TemporaryFolder()
    // The made-up maps are index % 7 plus half the channel's number.
    images = try Dataset(reference(train: 21), cache: folder.path, source: MadeUpRooms())
      .images(.train)
  }

  func statistics(_ name: String, count: Int = 21) throws -> LabelStatistics {
    let task = try #require(TaskDictionary.task(name))
    return try LabelStatistics(of: TargetMaker(task, of: images), count: count)
  }

  @Test func meanAndDeviationPerChannel() throws {
    let standardization = try #require(try statistics("normal").standardization)
    #expect(standardization.mean == [4, 4.5, 5])
    #expect(standardization.deviation.allSatisfy { abs($0 - 2) < 1e-6 })
  }

  @Test func aChannelThatHardlyVariesIsNotMagnified() throws {
    // The made-up turns and pitches are uniform in 0...1; the last number hardly varies.
    let folder = TemporaryFolder()
    let rooms = MadeUpRooms { $0.numbers[41] = 3 + $0.numbers[41] * 1e-6 }
    let images = try Dataset(reference(train: 21), cache: folder.path, source: rooms)
      .images(.train)
    let task = try #require(TaskDictionary.task("fixated_pose"))
    let statistics = try LabelStatistics(of: TargetMaker(task, of: images), count: 21)
    let deviation = try #require(statistics.standardization).deviation
    let largest = try #require(deviation.max())
    #expect(abs(deviation[5] - largest / 100) < 1e-6 && largest > 0.2)
    #expect(deviation.prefix(5).allSatisfy { $0 > 0.2 })
  }

  @Test func placesWithoutALabelDoNotCount() throws {
    let folder = TemporaryFolder()
    let rooms = MadeUpRooms { room in
      if room.numbers[0] == 0 { room.maps = room.maps.map { _ in .nan } }
      room.maps[0] = .nan
    }
    let images = try Dataset(reference(train: 16), cache: folder.path, source: rooms)
      .images(.train)
    let task = try #require(TaskDictionary.task("depth_zbuffer"))
    let statistics = try LabelStatistics(of: TargetMaker(task, of: images), count: 16)
    // Images 0 and 8 have no labels; the depths 1...6, 0 and 2...6, 0, 1 remain.
    let standardization = try #require(statistics.standardization)
    #expect(abs(standardization.mean[0] - 3) < 1e-5)
    #expect(statistics.guess.allSatisfy { $0.isFinite })
    let rest = (0..<16).filter { $0 % 8 != 0 }.map { Double($0 % 7) }.sorted()
    let median = (rest[6] + rest[7]) / 2
    let expected = (Float(median) - standardization.mean[0]) / standardization.deviation[0]
    #expect(abs(statistics.guess[1] - expected) < 1e-5)
  }

  @Test func theBestGuessForAbsoluteLossIsTheMedian() throws {
    // Images 0...9 have depths 0...6 and 0, 1, 2: mean 2.4, medians 2 and 2.
    let statistics = try statistics("depth_zbuffer", count: 10)
    let standardization = try #require(statistics.standardization)
    #expect(abs(standardization.mean[0] - 2.4) < 1e-6)
    let expected = (2 - standardization.mean[0]) / standardization.deviation[0]
    #expect(statistics.guess.count == 1024)
    #expect(statistics.guess.allSatisfy { abs($0 - expected) < 1e-6 })
  }

  @Test func theMedianOfAnEvenNumberLiesInTheMiddle() throws {
    let statistics = try statistics("depth_zbuffer", count: 2)
    #expect(statistics.guess.allSatisfy { abs($0) < 1e-6 })
  }

  @Test func theBestGuessForSquaredLossIsTheMean() throws {
    #expect(try statistics("curvature").guess.allSatisfy { abs($0) < 1e-6 })
  }

  @Test func theBestGuessForYesAndNoIsTheLogOdds() throws {
    // All made-up rooms have the same segments, so every pair is surely together or apart, those
    // aside of which one is outside the map: of them nobody knows more than of pairs like them.
    let guess = try statistics("segment_unsup25d").guess
    let surest = Float(log(0.999 / 0.001))
    let width = TaskDictionary.segmentPairs.count
    #expect(guess.count == 32 * 32 * width)
    for (place, pair) in TaskDictionary.segmentPairs.enumerated() {
      for pixel in 0..<32 * 32
      where pixel / 32 + pair.0 < 32 && (0..<32).contains(pixel % 32 + pair.1) {
        let value = guess[pixel * width + place]
        #expect(abs(abs(value) - surest) < 1e-5)
      }
    }
    #expect(guess[0] > 0 && guess[7 * 32 * width + 1] < 0)
  }

  @Test func theBestGuessForClassesIsTheLogFrequency() throws {
    let statistics = try statistics("class_scene")
    let counts: [Float] = [3, 3, 3, 3, 3, 2, 2, 2]
    #expect(statistics.frequencies == counts.map { $0 / 21 })
    for (guess, count) in zip(statistics.guess, counts) {
      #expect(abs(Double(guess) - log(Double(count) / 21 + 1e-6)) < 1e-6)
    }
  }

  @Test func labelsAreCountedPixelByPixel() throws {
    let statistics = try statistics("segment_semantic")
    #expect(statistics.guess.count == 256 * 10)
    // Pixel 0 has semantic class index % 18, so that it shows background in 12 of 21 rooms and each
    // movable thing in one. The loss counts them 0.54 and 8.
    let weighted = [12 * 0.54] + Array(repeating: 8.0, count: 9)
    let sum = weighted.reduce(0, +)
    for label in 0..<10 {
      let expected = log(weighted[label] / sum + 1e-4)
      #expect(abs(Double(statistics.guess[label]) - expected) < 1e-6)
    }
    #expect(abs(statistics.frequencies.reduce(0, +) - 1) < 1e-5)
  }

  @Test func theBestGuessForDistributionsIsTheirMean() throws {
    let statistics = try statistics("class_object")
    #expect(abs(statistics.frequencies.reduce(0, +) - 1) < 1e-5)
    for (guess, share) in zip(statistics.guess, statistics.frequencies) {
      #expect(abs(Double(guess) - log(Double(share))) < 1e-5)
    }
  }

  @Test func standardizationIsUndone() {
    let standardization = Standardization(mean: [1, -2], deviation: [0.5, 4])
    var values: [Float] = [0, 1, 2, 3, 4, 5]
    standardization.apply(to: &values, count: 6)
    #expect(values == [-2, 0.75, 2, 1.25, 6, 1.75])
    standardization.undo(&values, count: 6)
    #expect(values == [0, 1, 2, 3, 4, 5])
  }
}
