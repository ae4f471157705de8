import Scenes
import Testing

/// FNV-1a over all parts of a sample, floats by their bits, maps and segments cell by cell.
private func digest(_ sample: SceneSample) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  func absorb(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }
  for view in sample.views { for byte in view { absorb(UInt64(byte)) } }
  let cells = sample.maps.count / SceneLayout.mapChannels
  for cell in 0..<cells {
    for channel in 0..<SceneLayout.mapChannels {
      absorb(UInt64(sample.maps[channel * cells + cell].bitPattern))
    }
  }
  for cell in 0..<cells {
    for channel in 0..<SceneLayout.segmentChannels {
      absorb(UInt64(UInt16(bitPattern: sample.segments[channel * cells + cell])))
    }
  }
  for value in sample.numbers { absorb(UInt64(value.bitPattern)) }
  return hash
}

@Suite struct SceneSampleTests {
  @Test func furtherViewsAreThoseOfTheWholeRoom() {
    let whole = SceneRenderer(SceneParameters(seed: 3, views: 4, supersampling: 1))
    let single = SceneRenderer(SceneParameters(seed: 3, views: 1, supersampling: 1))
    for index in 0..<3 {
      let sample = whole.sample(index)
      #expect(single.furtherViews(index) == Array(sample.views[1...]))
      #expect(single.sample(index).views == [sample.views[0]])
      #expect(single.sample(index).numbers == sample.numbers)
    }
  }

  @Test func aSampleHasThePartsOfItsLayout() {
    let sample = SceneRenderer(SceneParameters(seed: 7, size: 96, views: 3)).sample(0)
    #expect(sample.views.map(\.count) == [96 * 96 * 3, 96 * 96 * 3, 96 * 96 * 3])
    #expect(sample.maps.count == 32 * 32 * SceneLayout.mapChannels)
    #expect(sample.segments.count == 32 * 32 * SceneLayout.segmentChannels)
    #expect(sample.numbers.count == SceneLayout.numberCount)
    var next = 0
    for (_, range) in SceneLayout.numberRanges {
      #expect(range.lowerBound == next)
      next = range.upperBound
    }
    #expect(next == SceneLayout.numberCount)
  }

  @Test func bytesNeverChangeWithoutANewGeneratorVersion() {
    let four = SceneRenderer(SceneParameters(seed: 1, views: 4))
    #expect(
      (0..<4).map { digest(four.sample($0)) } == [
        11_882_871_244_670_868_805, 12_280_791_812_763_648_137, 6_046_372_218_951_584_572,
        10_369_159_239_848_319_788,
      ])
    let fine = SceneRenderer(SceneParameters(seed: 9, size: 128, supersampling: 1))
    #expect(digest(fine.sample(1_000_000)) == 4_948_816_405_791_230_170)
    #expect(sceneGeneratorVersion == 4)
  }

  @Test func allInstructionSetsRenderTheSameBytes() {
    for parameters in [
      SceneParameters(seed: 12, views: 4), SceneParameters(seed: 13, size: 96, supersampling: 3),
    ] {
      let samples = RayInstructions.available.map { instructions in
        let renderer = SceneRenderer(parameters, instructions: instructions)
        return (0..<12).map(renderer.sample)
      }
      for other in samples.dropFirst() { #expect(other == samples[0]) }
    }
  }

  @Test func orderAndThreadsDoNotMatter() async {
    let renderer = SceneRenderer(SceneParameters(seed: 3))
    let forwards = (0..<12).map(renderer.sample)
    let together = await withTaskGroup(of: (Int, SceneSample).self) { group in
      for index in (0..<12).reversed() {
        group.addTask { (index, renderer.sample(index)) }
      }
      var found: [(Int, SceneSample)] = []
      for await result in group { found.append(result) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
    #expect(forwards == together)
  }

  @Test func seedsAndRoomsDiffer() {
    let first = SceneRenderer(SceneParameters(seed: 1, supersampling: 1))
    let second = SceneRenderer(SceneParameters(seed: 2, supersampling: 1))
    let digests =
      (0..<10).map { digest(first.sample($0)) }
      + (0..<10).map {
        digest(second.sample($0))
      }
    #expect(Set(digests).count == 20)
  }

  @Test func moreViewsLeaveTheFirstAndItsLabelsAlone() {
    let one = SceneRenderer(SceneParameters(seed: 5)).sample(4)
    let four = SceneRenderer(SceneParameters(seed: 5, views: 4)).sample(4)
    #expect(one.views[0] == four.views[0])
    #expect(one.maps == four.maps)
    #expect(one.segments == four.segments)
    #expect(one.numbers == four.numbers)
    #expect(Set(four.views).count == 4)
  }

  @Test func labelsAreMadeInTheSideThatIsAskedFor() {
    let usual = SceneRenderer(SceneParameters(seed: 5, size: 128)).sample(1)
    let fine = SceneRenderer(SceneParameters(seed: 5, size: 128, labelSize: 128)).sample(1)
    #expect(fine.maps.count == 128 * 128 * SceneLayout.mapChannels)
    #expect(fine.segments.count == 128 * 128 * SceneLayout.segmentChannels)
    #expect(fine.views == usual.views && fine.numbers == usual.numbers)
    for channel in 0..<SceneLayout.mapChannels {
      let (fine, usual) = (Array(fine.map(channel)), Array(usual.map(channel)))
      for (x, y) in [(0, 0), (7, 19), (31, 31)] {
        var mean: Float = 0
        for pixel in 0..<16 {
          let place = (4 * y + pixel / 4) * 128 + 4 * x + pixel % 4
          mean += fine[place] / 16
        }
        #expect(abs(mean - usual[y * 32 + x]) < 1e-4)
      }
    }
  }

  @Test func supersamplingLeavesTheGeometryAlone() {
    let coarse = SceneRenderer(SceneParameters(seed: 5, supersampling: 1)).sample(2)
    let fine = SceneRenderer(SceneParameters(seed: 5, supersampling: 3)).sample(2)
    #expect(coarse.views != fine.views)
    #expect(coarse.numbers == fine.numbers)
    for channel in SceneLayout.logDepth.lowerBound..<SceneLayout.edgeTexture.lowerBound {
      #expect(coarse.map(channel) == fine.map(channel))
    }
  }

  @Test func labelsOfLargerPicturesAreAlike() {
    let small = SceneRenderer(SceneParameters(seed: 21)).sample(0)
    let large = SceneRenderer(SceneParameters(seed: 21, size: 192)).sample(0)
    /// The mean of the strongest cells: elsewhere the noise of smaller pixels tells.
    func strength(_ sample: SceneSample, _ channels: Range<Int>) -> Float {
      sample.map(channels.lowerBound).map(abs).sorted().suffix(50).reduce(0, +) / 50
    }
    for channels in [
      SceneLayout.edgeTexture, SceneLayout.edgeOcclusion, SceneLayout.keypoints3D,
      SceneLayout.logDepth, SceneLayout.reshading,
    ] {
      let ratio = strength(large, channels) / strength(small, channels)
      #expect((0.6...1.4).contains(ratio), "channel \(channels.lowerBound)")
    }
    func count(_ sample: SceneSample, _ channel: Int) -> Int {
      Set(sample.segments(channel)).count
    }
    for channel in [SceneLayout.segment2D, SceneLayout.segment25D] {
      let ratio = Double(count(large, channel)) / Double(count(small, channel))
      #expect((0.6...1.6).contains(ratio), "channel \(channel)")
    }
  }
}
