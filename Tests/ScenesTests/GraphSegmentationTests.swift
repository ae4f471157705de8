import Scenes
import Testing

private let size = 64

private func plane(_ value: (Int, Int) -> Float) -> [Float] {
  (0..<(size * size)).map { value($0 % size, $0 / size) }
}

/// Points and normals of a plane that the camera sees at `offset` metres along its normal.
private func surface(
  _ normal: [Float], offset: (Int, Int) -> Float
) -> (points: [[Float]], normals: [[Float]]) {
  let pixel = 2 * Float(0.767_327) / Float(size)
  func point(_ x: Int, _ y: Int) -> [Float] {
    let right = (Float(x) + 0.5 - 32) * pixel
    let up = (32 - Float(y) - 0.5) * pixel
    let depth = offset(x, y) / (normal[2] - normal[0] * right - normal[1] * up)
    return [right * depth, up * depth, -depth]
  }
  return (
    (0..<3).map { axis in plane { x, y in point(x, y)[axis] } },
    normal.map { component in plane { _, _ in component } }
  )
}

@Suite struct GraphSegmentationTests {
  private var segmentation = GraphSegmentation(size: size)

  @Test mutating func twoColoursAreTwoSegments() {
    let labels = segmentation.segment(
      [plane { x, y in x + y < 70 ? 0.1 : 0.9 }], weights: [1], threshold: 0.6, smallest: 20)
    #expect(Set(labels) == [0, 1])
    for y in 0..<size {
      for x in 0..<size { #expect(labels[y * size + x] == (x + y < 70 ? 0 : 1)) }
    }
  }

  @Test mutating func oneColourIsOneSegment() {
    let labels = segmentation.segment(
      [plane { _, _ in 0.5 }], weights: [1], threshold: 0.6, smallest: 20)
    #expect(Set(labels) == [0])
  }

  @Test mutating func noSegmentIsSmallerThanAllowed() {
    let speckles = plane { x, y in (x * 7 + y * 13) % 11 == 0 ? 1 : 0 }
    let labels = segmentation.segment([speckles], weights: [1], threshold: 0.1, smallest: 30)
    var counts: [Int16: Int] = [:]
    for label in labels { counts[label, default: 0] += 1 }
    #expect(counts.values.allSatisfy { $0 >= 30 })
  }

  @Test mutating func aSlantedWallIsOneSegmentAndAStepInDepthMakesTwo() {
    let wall = surface([0.8, 0, 0.6]) { _, _ in 0.5 }
    let whole = segmentation.segment(
      wall.normals, weights: [0.6, 0.6, 0.6], surface: wall, threshold: 0.8, smallest: 20)
    #expect(Set(whole) == [0])
    let stepped = surface([0, 0, 1]) { x, _ in x < 32 ? 2 : 3 }
    let halves = segmentation.segment(
      stepped.normals, weights: [0.6, 0.6, 0.6], surface: stepped, threshold: 0.8, smallest: 20)
    #expect(Set(halves) == [0, 1])
    #expect(halves[31] == 0 && halves[32] == 1)
  }

  @Test mutating func buffersDoNotRememberEarlierPictures() {
    let picture = plane { x, y in Float((x / 9 + y / 13) % 3) * 0.3 }
    var fresh = GraphSegmentation(size: size)
    _ = segmentation.segment(
      [plane { x, _ in Float(x) / 64 }], weights: [1], threshold: 0.2, smallest: 5)
    #expect(
      segmentation.segment([picture], weights: [1], threshold: 0.4, smallest: 10)
        == fresh.segment([picture], weights: [1], threshold: 0.4, smallest: 10))
  }
}
