import Scenes
import Testing

/// FNV-1a over all parts of a sample, floats by their bits.
private func digest(_ sample: SceneSample) -> UInt64 {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  func absorb(_ value: UInt64) { hash = (hash ^ value) &* 0x100_0000_01b3 }
  for view in sample.views { for byte in view { absorb(UInt64(byte)) } }
  for value in sample.maps { absorb(UInt64(value.bitPattern)) }
  for value in sample.segments { absorb(UInt64(UInt16(bitPattern: value))) }
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
        14_841_583_814_183_665_202, 12_240_674_544_893_603_370, 4_374_606_793_535_557_833,
        3_310_785_733_920_644_607,
      ])
    let fine = SceneRenderer(SceneParameters(seed: 9, size: 128, supersampling: 1))
    #expect(digest(fine.sample(1_000_000)) == 2_858_525_244_344_403_750)
    #expect(sceneGeneratorVersion == 2)
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

  @Test func supersamplingLeavesTheGeometryAlone() {
    let coarse = SceneRenderer(SceneParameters(seed: 5, supersampling: 1)).sample(2)
    let fine = SceneRenderer(SceneParameters(seed: 5, supersampling: 3)).sample(2)
    #expect(coarse.views != fine.views)
    #expect(coarse.numbers == fine.numbers)
    for channel in SceneLayout.logDepth.lowerBound..<SceneLayout.edgeTexture.lowerBound {
      let channels = stride(from: channel, to: coarse.maps.count, by: SceneLayout.mapChannels)
      #expect(channels.allSatisfy { coarse.maps[$0] == fine.maps[$0] })
    }
  }

  @Test func labelsOfLargerPicturesAreAlike() {
    let small = SceneRenderer(SceneParameters(seed: 21)).sample(0)
    let large = SceneRenderer(SceneParameters(seed: 21, size: 192)).sample(0)
    /// The mean of the strongest cells: elsewhere the noise of smaller pixels tells.
    func strength(_ sample: SceneSample, _ channels: Range<Int>) -> Float {
      let places = stride(
        from: channels.lowerBound, to: sample.maps.count, by: SceneLayout.mapChannels)
      return places.map { abs(sample.maps[$0]) }.sorted().suffix(50).reduce(0, +) / 50
    }
    for channels in [
      SceneLayout.edgeTexture, SceneLayout.edgeOcclusion, SceneLayout.keypoints3D,
      SceneLayout.logDepth, SceneLayout.reshading,
    ] {
      let ratio = strength(large, channels) / strength(small, channels)
      #expect((0.6...1.4).contains(ratio), "channel \(channels.lowerBound)")
    }
    func count(_ sample: SceneSample, _ channel: Int) -> Int {
      Set(
        stride(from: channel, to: sample.segments.count, by: SceneLayout.segmentChannels).map {
          sample.segments[$0]
        }
      ).count
    }
    for channel in [SceneLayout.segment2D, SceneLayout.segment25D] {
      let ratio = Double(count(large, channel)) / Double(count(small, channel))
      #expect((0.6...1.6).contains(ratio), "channel \(channel)")
    }
  }
}
