import Glibc
import Scenes
import Testing

private let size = 64
private let operators = ImageOperators(size: size)
private let tangent: Float = 0.767_327

/// A plane whose value depends on column and row.
private func plane(_ value: (Int, Int) -> Float) -> [Float] {
  (0..<(size * size)).map { value($0 % size, $0 / size) }
}

/// The image plane's coordinates at the centre of a pixel.
private func ray(_ x: Int, _ y: Int) -> (right: Float, up: Float) {
  let pixel = 2 * tangent / Float(size)
  return ((Float(x) + 0.5) * pixel - tangent, tangent - (Float(y) + 0.5) * pixel)
}

/// Normals and points of a sphere of `radius` whose centre is `distance` ahead; a wall behind it.
private func sphere(radius: Float, distance: Float) -> (normals: [[Float]], points: [[Float]]) {
  var normals = [[Float]](repeating: plane { _, _ in 0 }, count: 3)
  var points = normals
  for y in 0..<size {
    for x in 0..<size {
      let (right, up) = ray(x, y)
      let a = right * right + up * up + 1
      let discriminant = distance * distance - a * (distance * distance - radius * radius)
      let depth = discriminant > 0 ? (distance - discriminant.squareRoot()) / a : distance
      let point = [right * depth, up * depth, -depth]
      let normal =
        discriminant > 0
        ? [point[0] / radius, point[1] / radius, (point[2] + distance) / radius] : [0, 0, 1]
      for axis in 0..<3 {
        normals[axis][y * size + x] = normal[axis]
        points[axis][y * size + x] = point[axis]
      }
    }
  }
  return (normals, points)
}

/// The largest magnitude away from the borders.
private func largestInside(_ values: [Float]) -> Float {
  var largest: Float = 0
  for y in 4..<(size - 4) {
    for x in 4..<(size - 4) { largest = max(largest, abs(values[y * size + x])) }
  }
  return largest
}

@Suite struct ImageOperatorTests {
  @Test func blurringKeepsConstantsAndSums() {
    let constant = operators.blur(plane { _, _ in 0.75 }, sigma: 3)
    #expect(constant.allSatisfy { abs($0 - 0.75) < 1e-6 })
    let impulse = operators.blur(plane { $0 == 30 && $1 == 20 ? 1 : 0 }, sigma: 2)
    #expect(abs(impulse.reduce(0, +) - 1) < 1e-5)
    let peak = impulse[20 * size + 30]
    #expect(abs(impulse[20 * size + 33] / peak - Float(exp(-9.0 / 8))) < 1e-5)
    #expect(impulse[23 * size + 30] == impulse[17 * size + 30])
  }

  @Test func aStepHasTheGradientOfItsBlurUpToACut() {
    let edges = operators.edgeTexture(plane { x, _ in x < 32 ? 0.2 : 0.3 })
    let weights = (-2...2).map { exp(-Double($0 * $0) / 0.5) }
    // Sobel's four differences of 0.1, blurred, per 256th of the picture, over 8 % of 4.
    let sobel = 4 * 0.1 * (weights[2] + weights[3]) / weights.reduce(0, +)
    let expected = Float(sobel / 4 / 0.32)
    #expect(abs(edges[20 * size + 31] - expected) < 1e-5)
    #expect(abs(edges[20 * size + 32] - expected) < 1e-5)
    #expect(edges[20 * size + 10] == 0)
    #expect(operators.edgeTexture(plane { x, _ in x < 32 ? 0 : 1 }).max() == 1)
  }

  @Test func blobsAreKeypointsAndStraightEdgesAreNot() {
    let edge = operators.keypoints2D(plane { x, _ in x < 32 ? 0 : 1 })
    #expect(edge.max() ?? 1 < 1e-3)
    let amplitude: Float = 0.3
    let blob = operators.keypoints2D(
      plane { x, y in
        let squared = Double((x - 32) * (x - 32) + (y - 32) * (y - 32))
        return amplitude * Float(exp(-squared / 72))
      })
    // A Gaussian of variance 36 blurred by sigma 3.75, the scale that answers most: both second
    // derivatives -A' / (36 + 3.75^2).
    let variance: Float = 36 + 3.75 * 3.75
    let second = amplitude * 36 / variance / variance * 3.75 * 3.75
    let expected = second * second / 0.005
    let peak = blob[32 * size + 32]
    #expect(abs(peak / expected - 1) < 0.08)
    #expect(blob.max() == peak)
  }

  /// The surface at `depth` with one unit normal a column.
  private func surface(
    depth: (Int, Int) -> Float, normal: (Int) -> [Float]
  ) -> (normals: [[Float]], points: [[Float]]) {
    (
      (0..<3).map { axis in plane { x, _ in normal(x)[axis] } },
      [
        plane { x, y in ray(x, y).right * depth(x, y) },
        plane { x, y in ray(x, y).up * depth(x, y) }, plane { x, y in -depth(x, y) },
      ]
    )
  }

  @Test func occlusionEdgesAreSlopesOfTheRootOfTheDepth() {
    // The root of the depth rises by 0.0005 of that of 128 m per 512th of the picture, to the right
    // and downwards; Sobel's kernels see two of these.
    let ramp = plane { x, y in
      let root = 0.1 + 0.001 * 512 / Float(size) * Float(x + y) * 0.5
      return 128 * root * root
    }
    let slopes = operators.edgeOcclusion(depth: ramp)
    #expect(abs(slopes[32 * size + 32] - 0.001 / 0.00625) < 1e-4)
    // Across an edge from 2 to 4 m the slopes add up to the step, blurred or not.
    let step = operators.edgeOcclusion(depth: plane { x, _ in x < 32 ? 2 : 4 })
    let height = (Float(4) / 128).squareRoot() - (Float(2) / 128).squareRoot()
    for edges in [step, operators.softened(step)] {
      let sum = edges[10 * size..<11 * size].reduce(0, +) * 512 / Float(size)
      #expect(abs(sum - height * Float(2).squareRoot() / 0.00625) < 1e-3 * sum)
      #expect(edges[10 * size + 20] == 0)
    }
    #expect(operators.edgeOcclusion(depth: plane { _, _ in 3 }).allSatisfy { $0 == 0 })
  }

  @Test func onlyHiddenSurfacesAreFound() {
    let normal: [Float] = [0.48, 0.36, 0.8]
    let slanted = surface(
      depth: { x, y in
        let (right, up) = ray(x, y)
        return 2 / (normal[2] - normal[0] * right - normal[1] * up)
      }, normal: { _ in normal })
    #expect(
      operators.hidden(normals: slanted.normals, points: slanted.points).allSatisfy { $0 == 0 })
    // Two walls that meet in the middle of the picture.
    let half = Float(0.5).squareRoot()
    let corner = surface(
      depth: { x, y in 3 / (1 + abs(ray(x, y).right)) },
      normal: { $0 < 32 ? [half, 0, half] : [-half, 0, half] })
    #expect(
      operators.hidden(normals: corner.normals, points: corner.points).allSatisfy { $0 == 0 })
    let step = surface(depth: { x, _ in x < 32 ? 2 : 4 }, normal: { _ in [0, 0, 1] })
    let edges = operators.hidden(normals: step.normals, points: step.points)
    // Two columns of ones, blurred by one pixel.
    let weights = (-3...3).map { exp(-Double($0 * $0) / 2) }
    let expected = Float((weights[3] + weights[4]) / weights.reduce(0, +))
    #expect(abs(edges[10 * size + 31] - expected) < 1e-5)
    #expect(abs(edges[10 * size + 32] - expected) < 1e-5)
    #expect(edges[10 * size + 20] == 0)
  }

  @Test func cornersAreKeypointsInSpaceAndCreasesAreNot() {
    let flat = plane { _, _ in 0 }
    let left = plane { x, _ in x < 32 ? 1 : 0 }
    let right = plane { x, _ in x < 32 ? 0 : 1 }
    let crease = operators.keypoints3D(normals: [left, flat, right], logDepth: flat)
    #expect(crease.max() ?? 1 < 1e-3)
    let corner = operators.keypoints3D(
      normals: [
        plane { x, y in y >= 32 && x < 32 ? 1 : 0 }, plane { _, y in y < 32 ? 1 : 0 },
        plane { x, y in y >= 32 && x >= 32 ? 1 : 0 },
      ], logDepth: flat)
    #expect(corner[32 * size + 32] > 0.1)
    #expect(corner[10 * size + 10] < 1e-6)
  }

  @Test func spheresHaveTheCurvatureOfTheirRadius() {
    for (radius, distance) in [(0.5, 1.5), (1, 3), (2, 5)] as [(Float, Float)] {
      let ball = sphere(radius: radius, distance: distance)
      let (first, second) = operators.curvature(normals: ball.normals, points: ball.points)
      for (x, y) in [(32, 32), (28, 34), (31, 26)] {
        for map in [first, second] {
          let curvature = 4 * atanh(map[y * size + x])
          #expect(abs(curvature * radius - 1) < 0.05, "radius \(radius) at \(x), \(y)")
        }
      }
    }
  }

  @Test func planesHaveNoCurvature() {
    let normal: [Float] = [0.48, 0.36, 0.8]
    let depth = plane { x, y in
      let (right, up) = ray(x, y)
      return 2 / (normal[2] - normal[0] * right - normal[1] * up)
    }
    let points = [
      plane { x, y in ray(x, y).right * depth[y * size + x] },
      plane { x, y in ray(x, y).up * depth[y * size + x] }, depth.map { -$0 },
    ]
    let (first, second) = operators.curvature(
      normals: normal.map { component in plane { _, _ in component } }, points: points)
    #expect(largestInside(first) < 1e-4)
    #expect(largestInside(second) < 1e-4)
  }
}
