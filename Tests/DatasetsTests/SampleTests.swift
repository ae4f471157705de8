import Datasets
import Documents
import Scenes
import TaskSpace
import TestSupport
import Testing

@Suite struct SampleTests {
  let folder: TemporaryFolder
  let images: SplitImages

  init() throws {
    folder = TemporaryFolder()
    images = try Dataset(reference(), cache: folder.path, source: MadeUpRooms())
      .images(.train, withFurtherViews: true)
  }

  func input(_ variant: InputVariant, _ index: Int) -> [Float] {
    let maker = InputMaker(variant, of: images)
    var values = [Float](repeating: .nan, count: maker.count)
    maker.write(index, to: &values)
    return values
  }

  func target(_ name: String, _ index: Int) throws -> [Float] {
    let maker = try TargetMaker(try #require(TaskDictionary.task(name)), of: images)
    var values = [Float](repeating: .nan, count: maker.count)
    maker.write(index, to: &values)
    return values
  }

  func labels(_ name: String, _ index: Int) throws -> [Int32] {
    let maker = try TargetMaker(try #require(TaskDictionary.task(name)), of: images)
    var values = [Int32](repeating: -9, count: maker.count)
    maker.writeLabels(index, to: &values)
    return values
  }

  @Test func cleanInputsAreTheImageFromMinusOneToOne() {
    #expect(input(.clean, 2) == images.image(2).map { Float($0) / 127.5 - 1 })
  }

  @Test func greyInputsHaveOneBrightnessInAllChannels() {
    let clean = input(.clean, 1)
    let grey = input(.grey, 1)
    for pixel in 0..<64 * 64 {
      let luma = 0.3 * clean[3 * pixel] + 0.59 * clean[3 * pixel + 1] + 0.11 * clean[3 * pixel + 2]
      for channel in 0..<3 { #expect(abs(grey[3 * pixel + channel] - luma) < 1e-6) }
    }
  }

  @Test func maskedInputsLackTheirCentre() {
    let clean = input(.clean, 1)
    let masked = input(.masked, 1)
    for row in 0..<64 {
      for column in 0..<64 {
        let isCentre = (16..<48).contains(row) && (16..<48).contains(column)
        let place = (row * 64 + column) * 3
        #expect(masked[place] == (isCentre ? 0 : clean[place]))
      }
    }
  }

  @Test func noiseIsTheSameEveryTimeAndOfTheStatedStrength() {
    #expect(input(.noisy, 1) == input(.noisy, 1))
    #expect(input(.noisy, 1).allSatisfy { (-1...1).contains($0) })
    // The noise where the picture is so grey that hardly anything is cut.
    func noise(_ index: Int) -> [Double] {
      zip(input(.noisy, index), input(.clean, index)).filter { abs($0.1) < 0.2 }.map {
        Double($0.0 - $0.1)
      }
    }
    let noise = noise(1)
    let root = Double(noise.count).squareRoot()
    #expect(root > 20)
    let mean = noise.reduce(0, +) / Double(noise.count)
    let deviation = (noise.reduce(0) { $0 + $1 * $1 } / Double(noise.count)).squareRoot()
    // Five deviations of the mean and of the deviation of so many draws.
    #expect(abs(mean) < 5 * 0.2 / root)
    #expect(abs(deviation - 0.2) < 5 * 0.2 / (1.41 * root))
    let others = zip(input(.noisy, 2), input(.clean, 2)).map { Double($0 - $1) }
    let own = zip(input(.noisy, 1), input(.clean, 1)).map { Double($0 - $1) }
    let product = zip(own, others).reduce(0) { $0 + $1.0 * $1.1 } / Double(own.count)
    #expect(abs(product) < 5 * 0.2 * 0.2 / 110.8)
  }

  @Test func tilesLieInTheOrderThatIsToBeFound() throws {
    let clean = input(.clean, 3)
    let tiles = input(.tiles, 3)
    let order = JigsawOrders.orders[Int(try labels("jigsaw", 3)[0])]
    for (place, tile) in order.enumerated() {
      for row in [0, 7, 19] {
        for column in [0, 11, 19] {
          let to = ((place / 3 * 22 + row) * 64 + place % 3 * 22 + column) * 3
          let from = ((tile / 3 * 22 + row) * 64 + tile % 3 * 22 + column) * 3
          #expect(tiles[to] == clean[from])
        }
      }
    }
    #expect(tiles[(20 * 64 + 5) * 3] == 0)
  }

  @Test func jigsawOrdersDifferAndAreAllUsed() {
    #expect(Set(JigsawOrders.orders).count == 20)
    #expect(JigsawOrders.orders.allSatisfy { $0.sorted() == Array(0..<9) })
    #expect(Set((0..<400).map { JigsawOrders.order(seed: 1, sample: $0) }).count == 20)
  }

  @Test func imageTargetsAreMeansOfBlocks() throws {
    let clean = input(.clean, 4)
    let target = try target("autoencoding", 4)
    for (row, column, channel) in [(0, 0, 0), (5, 17, 1), (31, 31, 2)] {
      let places = [(0, 0), (0, 1), (1, 0), (1, 1)].map { y, x in
        ((2 * row + y) * 64 + 2 * column + x) * 3 + channel
      }
      let mean = places.reduce(0) { $0 + clean[$1] } / 4
      #expect(abs(target[(row * 32 + column) * 3 + channel] - mean) < 1e-5)
    }
    #expect(try self.target("denoising", 4) == target)
    #expect(try self.target("inpainting", 4) == target)
  }

  @Test func colourTargetsVanishForGrey() throws {
    let image = try target("autoencoding", 4)
    let colours = try target("colorization", 4)
    for pixel in [0, 500, 1023] {
      let rgb = (0..<3).map { (image[3 * pixel + $0] + 1) / 2 }
      let luma = 0.3 * rgb[0] + 0.59 * rgb[1] + 0.11 * rgb[2]
      #expect(abs(colours[2 * pixel] - (rgb[0] - luma)) < 1e-5)
      #expect(abs(colours[2 * pixel + 1] - (rgb[2] - luma)) < 1e-5)
    }
  }

  @Test func mapsAreTheRenderersChannels() throws {
    let maps = Array(images.maps(5))
    let normals = try target("normal", 5)
    for pixel in 0..<1024 {
      for channel in 0..<3 {
        #expect(normals[3 * pixel + channel] == maps[(2 + channel) * 1024 + pixel])
      }
    }
    #expect(try target("curvature", 5).count == 2048)
    #expect(try target("depth_zbuffer", 5) == Array(maps[..<1024]))
  }

  @Test func pairsTellWhoIsInTheSameSegment() throws {
    // The made-up segments are four bands of eight rows.
    let pairs = try target("segment_unsup2d", 0)
    let width = TaskDictionary.segmentPairs.count
    for (row, column) in [(0, 0), (7, 3), (5, 31), (31, 9)] {
      let start = (row * 32 + column) * width
      let expected = TaskDictionary.segmentPairs.map { pair -> Float in
        let isInside = row + pair.0 < 32 && (0..<32).contains(column + pair.1)
        return isInside ? (row / 8 == (row + pair.0) / 8 ? 1 : 0) : .nan
      }
      for (value, right) in zip(pairs[start..<start + width], expected) {
        #expect(value == right || value.isNaN && right.isNaN)
      }
    }
  }

  @Test func semanticLabelsAreEverySecondPixel() throws {
    let labels = try labels("segment_semantic", 2)
    #expect(labels.count == 256)
    let movable = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 0, 0, 6, 7, 8, 9]
    #expect((0..<18).map(SceneLayout.movableClass) == movable)
    #expect(SceneLayout.movableClasses.count == TaskDictionary.semanticClassCount)
    for place in 0..<256 {
      let pixel = place / 16 * 2 * 32 + place % 16 * 2
      #expect(Int(labels[place]) == movable[(pixel + 2) % 18])
    }
  }

  @Test func objectSharesAddUpToOne() throws {
    let shares = try target("class_object", 6)
    #expect(shares.count == 16 && abs(shares.reduce(0, +) - 1) < 1e-5)
    let areas = Array(images.numbers(6)[4..<19])
    let largest = areas.indices.max { areas[$0] < areas[$1] }
    #expect(shares.indices.max { shares[$0] < shares[$1] } == largest)
  }

  @Test func numbersAndClassesComeFromTheRoom() throws {
    #expect(try target("vanishing_point", 1) == Array(images.numbers(1)[19..<28]))
    #expect(try target("room_layout", 1) == Array(images.numbers(1)[28..<36]))
    #expect(try labels("class_scene", 5) == [5])
  }

  @Test func posesComeFromTheRoom() throws {
    #expect(try target("fixated_pose", 1) == Array(images.numbers(1)[36..<42]))
    #expect(try target("nonfixated_pose", 2) == Array(images.numbers(2)[42..<48]))
    #expect(try target("egomotion", 3) == Array(images.numbers(3)[48..<60]))
  }

  @Test(arguments: [
    ("fixated_pose", [0, 1]), ("nonfixated_pose", [0, 3]), ("egomotion", [0, 1, 2]),
  ])
  func samplesOfPosesAreAllTheirViews(name: String, views: [Int]) throws {
    let maker = InputMaker(try #require(TaskDictionary.task(name)), of: images)
    var values = [Float](repeating: .nan, count: maker.count)
    maker.write(4, to: &values)
    #expect(maker.viewCount == views.count)
    let pixels = views.flatMap { Array(images.image(4, view: $0)) }
    #expect(values == pixels.map { Float($0) / 127.5 - 1 })
  }

  /// Training sees each room with either second image; tests see the first half of the samples.
  @Test func everyRoomMakesAMatchAndAnotherPair() throws {
    let task = try #require(TaskDictionary.task("point_matching"))
    let maker = InputMaker(task, of: images)
    let count = images.count
    let statistics = try LabelStatistics(of: TargetMaker(task, of: images), count: count)
    let samples = try SampleMaker(task, of: images, statistics: statistics)
    #expect(samples.labelled == Array(0..<count))
    #expect(samples.lessons == (0..<count).map { [$0, count + $0] })
    var values = [Float](repeating: .nan, count: maker.count)
    var matches: [Float] = []
    for sample in 0..<2 * count {
      maker.write(sample, to: &values)
      let isMatch = try target("point_matching", sample)
      matches += isMatch
      let second = images.image(sample % count, view: isMatch == [1] ? 1 : 3)
      let pixels = Array(images.image(sample % count)) + Array(second)
      #expect(values == pixels.map { Float($0) / 127.5 - 1 })
    }
    #expect(matches[..<count].reduce(0, +) == 5)
    for image in 0..<count { #expect(matches[image] + matches[count + image] == 1) }
  }

  @Test func standardizedTargetsOfTheWholeSplitHaveMeanZeroAndDeviationOne() throws {
    let task = try #require(TaskDictionary.task("room_layout"))
    let statistics = try LabelStatistics(of: TargetMaker(task, of: images), count: images.count)
    let samples = try SampleMaker(task, of: images, statistics: statistics)
    var values = [Float](repeating: 0, count: images.count * 8)
    values.withUnsafeMutableBytes { bytes in
      if let start = bytes.baseAddress { samples.writeTargets(0..<images.count, to: start) }
    }
    let squares = values.reduce(0) { $0 + $1 * $1 } / Float(values.count)
    #expect(abs(values.reduce(0, +)) < 1e-3 && abs(squares - 1) < 1e-3)
  }
}
