internal import CMath
internal import CScenes

/// The labels of a view that are a handful of numbers.
struct RoomNumbers {
  let room: Room
  let rig: CameraRig
  let surfaces: Surfaces

  /// All numbers in the order of `SceneLayout`.
  func compute() -> [Float] {
    let main = rig.main
    let frontal = frontalYaw
    var numbers = [Float(room.type.rawValue)]
    numbers += objectAreas
    numbers += axes(frontal).flatMap { axis in
      [axis.dot(main.axes.right), axis.dot(main.axes.up), axis.dot(main.axes.forward)]
    }
    for axis in axes(frontal) {
      numbers += [tm_logf(shellDistance(axis)), tm_logf(shellDistance(axis * -1))]
    }
    numbers += [tm_sinf(main.yaw - frontal), tm_sinf(main.pitch)]
    numbers += pose(of: rig.fixated[0])
    numbers += pose(of: rig.nonfixated)
    numbers += pose(of: rig.fixated[0])
    numbers += pose(of: rig.fixated[1])
    precondition(numbers.count == SceneLayout.numberCount, "a number without a place")
    return numbers
  }

  /// The multiple of a quarter turn nearest to the camera's yaw.
  private var frontalYaw: Float {
    (rig.main.yaw / (.pi / 2)).rounded(.toNearestOrAwayFromZero) * (.pi / 2)
  }

  /// The room's axes: the most frontal wall's normal, the one to its right, and up.
  private func axes(_ frontal: Float) -> [SceneVector] {
    let sine = tm_sinf(frontal).rounded()
    let cosine = tm_cosf(frontal).rounded()
    return [
      SceneVector(x: sine, y: 0, z: cosine), SceneVector(x: cosine, y: 0, z: -sine),
      SceneVector(x: 0, y: 1, z: 0),
    ]
  }

  /// Metres from the camera to the room's shell along an axis.
  private func shellDistance(_ axis: SceneVector) -> Float {
    let position = rig.main.position
    func distance(_ step: Float, _ at: Float, _ size: Float) -> Float {
      step > 0 ? size - at : at
    }
    if axis.x != 0 { return distance(axis.x, position.x, room.size.x) }
    if axis.y != 0 { return distance(axis.y, position.y, room.size.y) }
    return distance(axis.z, position.z, room.size.z)
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

  /// The pose of `camera` seen from the main one: translation, turn, change and mean of pitch.
  private func pose(of camera: Camera) -> [Float] {
    let main = rig.main
    let offset = camera.position - main.position
    let turn = camera.yaw - main.yaw
    return [
      offset.dot(main.axes.right), offset.dot(main.axes.up), offset.dot(main.axes.forward),
      tm_atan2f(tm_sinf(turn), tm_cosf(turn)), camera.pitch - main.pitch,
      0.5 * (camera.pitch + main.pitch),
    ]
  }
}
