import Glibc
import Scenes
import Testing

/// Labels of many small rooms, rendered once.
private let rooms: [SceneSample] = {
  let renderer = SceneRenderer(SceneParameters(seed: 11, supersampling: 1))
  return (0..<300).map(renderer.sample)
}()

/// The values of one channel of the maps of all rooms.
private func values(_ channel: Int) -> [Float] {
  rooms.flatMap { $0.map(channel) }
}

private func numbers(_ room: SceneSample, _ range: Range<Int>) -> [Float] {
  Array(room.numbers[range])
}

@Suite struct RoomLabelTests {
  @Test func allTypesAndClassesOccur() {
    let types = Set(rooms.map { Int(numbers($0, SceneLayout.roomType)[0]) })
    #expect(types == Set(0..<8))
    var classes: Set<Int> = []
    for room in rooms {
      classes.formUnion(room.segments(SceneLayout.semantic).map(Int.init))
    }
    #expect(classes == Set(0..<18))
    #expect(SceneLayout.semanticClasses.count == 18)
    #expect(SceneLayout.roomTypes.count == 8)
  }

  @Test func everyNumberIsFinite() {
    #expect(rooms.allSatisfy { $0.maps.allSatisfy(\.isFinite) })
    #expect(rooms.allSatisfy { $0.numbers.allSatisfy(\.isFinite) })
  }

  @Test func depthsAreThoseOfARoomAndNoGreaterThanDistances() {
    let depths = values(SceneLayout.logDepth.lowerBound)
    let distances = values(SceneLayout.logDistance.lowerBound)
    #expect(zip(depths, distances).allSatisfy { $0 <= $1 + 1e-6 })
    // At the corner of the picture a point is farther than deep by sqrt(1 + 2 tan^2 37.5).
    let widest = Float(log((1 + 2 * 0.767_327 * 0.767_327).squareRoot()))
    #expect(zip(depths, distances).allSatisfy { $1 - $0 <= widest + 1e-5 })
    #expect(depths.allSatisfy { $0 > -2.5 && $0 < Float(log(15.0)) })
  }

  @Test func mapsStayInTheirRanges() {
    #expect(values(SceneLayout.reshading.lowerBound).allSatisfy { (0...1).contains($0) })
    #expect(values(SceneLayout.edgeTexture.lowerBound).allSatisfy { (0...1).contains($0) })
    #expect(values(SceneLayout.edgeOcclusion.lowerBound).allSatisfy { (0...4).contains($0) })
    #expect(values(SceneLayout.keypoints2D.lowerBound).allSatisfy { (0...1).contains($0) })
    #expect(values(SceneLayout.keypoints3D.lowerBound).allSatisfy { (0...1).contains($0) })
    for channel in SceneLayout.curvature {
      #expect(values(channel).allSatisfy { (-1...1).contains($0) })
    }
    let normals = SceneLayout.normal.map(values)
    #expect(
      normals[0].indices.allSatisfy { cell in
        let squares = normals.map { $0[cell] * $0[cell] }
        return squares.reduce(0, +) <= 1.000_01
      })
  }

  @Test func objectAreasAreSharesOfTheirWeight() {
    // The mean of exp(-4 r^2) over the unit square.
    let whole = Float(0.557_7)
    for room in rooms {
      let areas = numbers(room, SceneLayout.objectAreas)
      #expect(areas.allSatisfy { $0 >= 0 })
      #expect(abs(areas.reduce(0, +) - whole) < 1e-3)
    }
  }

  @Test func vanishingPointsAreOrthonormalAxes() {
    for room in rooms {
      let flat = numbers(room, SceneLayout.vanishingPoint)
      let axes = (0..<3).map { Array(flat[(3 * $0)..<(3 * $0 + 3)]) }
      for first in 0..<3 {
        for second in 0..<3 {
          let product = zip(axes[first], axes[second]).map { $0 * $1 }.reduce(0, +)
          #expect(abs(product - (first == second ? 1 : 0)) < 1e-5)
        }
      }
      #expect(axes[0][2] > 0.5, "the first axis is the most frontal one")
      #expect(abs(axes[2][0]) < 1e-6, "cameras do not roll")
    }
  }

  @Test func layoutsAreThoseOfRooms() {
    for room in rooms {
      let layout = numbers(room, SceneLayout.roomLayout)
      let distances = layout.prefix(6).map { Float(exp(Double($0))) }
      let height = distances[4] + distances[5]
      #expect((2.39...3.21).contains(height))
      #expect((0.99...1.76).contains(distances[5]), "the camera's height")
      #expect((1.59...13.01).contains(distances[0] + distances[1]))
      #expect(abs(layout[6]) <= 0.7072, "a turn of at most 45 degrees")
      // The pitch stands in the vanishing points too: the forward part of the upward axis.
      #expect(abs(layout[7] - numbers(room, SceneLayout.vanishingPoint)[8]) < 1e-5)
    }
  }

  @Test func posesAreNearAndRepeatForTheirTasks() {
    for room in rooms {
      let fixated = numbers(room, SceneLayout.fixatedPose)
      let egomotion = numbers(room, SceneLayout.egomotion)
      #expect(Array(egomotion[..<6]) == fixated)
      for pose in [fixated, numbers(room, SceneLayout.nonfixatedPose), Array(egomotion[6...])] {
        let distance = pose[..<3].map { $0 * $0 }.reduce(0, +).squareRoot()
        #expect(distance < 1.9)
        #expect(abs(pose[3]) <= .pi)
        #expect(abs(pose[5]) <= 0.75)
      }
    }
  }

  @Test func otherViewsLookElsewhere() {
    // D looks at a point that A sees at 9 degrees from its axis, or more; the point B looks at is on
    // it. So their directions differ, though both stand near A.
    let equal = rooms.count { room in
      numbers(room, SceneLayout.fixatedPose) == numbers(room, SceneLayout.nonfixatedPose)
    }
    #expect(equal == 0)
  }

  @Test func fixatedViewsShowTheFixationPoint() {
    // Where view B's axis meets A's fixation point, the point lies ahead in both.
    let sample = SceneRenderer(SceneParameters(seed: 11, supersampling: 1)).sample(0)
    let pose = numbers(sample, SceneLayout.fixatedPose)
    let depth = exp(Double(sample.map(SceneLayout.logDepth.lowerBound)[15 * 32 + 15]))
    let pitch = Double(pose[5] - pose[4] / 2)
    let offset = pose[..<3].map(Double.init)
    // B's forward direction in A's axes, from the turn and both pitches.
    let turn = Double(pose[3])
    let other = pitch + Double(pose[4])
    let flat = (right: cos(other) * sin(turn), up: sin(other), ahead: cos(other) * cos(turn))
    let forward = (
      flat.right, flat.up * cos(pitch) - flat.ahead * sin(pitch),
      flat.ahead * cos(pitch) + flat.up * sin(pitch)
    )
    let line = (-offset[0], -offset[1], depth - offset[2])
    let length = (line.0 * line.0 + line.1 * line.1 + line.2 * line.2).squareRoot()
    let cosine =
      (line.0 * forward.0 + line.1 * forward.1 + line.2 * forward.2) / length
    #expect(cosine > 0.995)
  }
}
