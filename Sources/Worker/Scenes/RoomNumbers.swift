internal import CMath
internal import CScenes

/// The labels of a view that are a handful of numbers.
struct RoomNumbers {
  let room: Room
  let rig: CameraRig
  let surfaces: Surfaces

  /// All numbers in the order of `SceneLayout`.
  func compute() -> [Float] {
    let main = CameraPose(rig.main)
    let size = room.size
    var numbers = [Float(room.type.rawValue)]
    numbers += objectAreas
    numbers += main.vanishingPoint
    numbers += main.layout(low: (0, 0, 0), high: (size.x, size.y, size.z))
    numbers += main.pose(of: CameraPose(rig.fixated[0]))
    numbers += main.pose(of: CameraPose(rig.nonfixated))
    numbers += main.pose(of: CameraPose(rig.fixated[0]))
    numbers += main.pose(of: CameraPose(rig.fixated[1]))
    precondition(numbers.count == SceneLayout.numberCount, "a number without a place")
    return numbers
  }

  private var objectAreas: [Float] {
    let size = surfaces.size
    let pixel = 1 / Float(size)
    let falloff = (0..<size).map { index in
      let offset = (Float(index) + 0.5) * pixel - 0.5
      return tm_expf(-4 * offset * offset)
    }
    var areas = [Float](repeating: 0, count: SemanticClass.allCases.count)
    for y in 0..<size {
      for x in 0..<size {
        areas[Int(surfaces.categories[y * size + x])] += falloff[x] * falloff[y] * (pixel * pixel)
      }
    }
    return areas
  }
}
