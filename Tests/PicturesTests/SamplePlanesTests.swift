import Documents
import Pictures
import Testing

/// PNG files as numbers.
@Suite struct SamplePlanesTests {
  @Test(arguments: [(1, 8), (1, 16), (3, 8), (3, 16)])
  func readsTheSamplesThatItWrote(channels: Int, depth: Int) throws {
    let values = (0..<7 * 5 * channels).map { place -> UInt16 in
      let value = place * 40_503 % 65_536
      return UInt16(depth == 8 ? value >> 8 : value)
    }
    let planes = SamplePlanes(
      width: 7, height: 5, channels: channels, depth: depth, values: values)
    #expect(try SamplePlanes(png: planes.png()) == planes)
  }

  @Test func picturesHaveTheSamplesOfTheirColours() throws {
    let picture = Picture(width: 2, height: 1, bytes: [1, 2, 3, 250, 251, 252])
    let planes = try SamplePlanes(png: picture.png())
    #expect(planes.channels == 3)
    #expect(planes.values == [1, 2, 3, 250, 251, 252])
  }

  @Test func damagedFilesAreRefused() throws {
    let file = SamplePlanes(
      width: 16, height: 16, channels: 1, depth: 16, values: (0..<256).map { UInt16($0 * 251) }
    ).png()
    for count in stride(from: 0, to: file.count - 1, by: 7) {
      #expect(throws: Failure.self) { try SamplePlanes(png: Array(file.prefix(count))) }
    }
    var flipped = file
    flipped[file.count / 2] ^= 0x55
    #expect(throws: Failure.self) { try SamplePlanes(png: flipped) }
  }
}
