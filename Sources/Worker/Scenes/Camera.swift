internal import CMath
internal import CScenes

/// A level pinhole camera with a field of view of 75 degrees.
struct Camera {
  /// Metres, in the room's coordinates.
  var position: SceneVector
  /// Radians from the z axis towards the x axis.
  var yaw: Float
  /// Radians above the horizon.
  var pitch: Float

  /// The camera as the renderer wants it: `up` = `forward` x `right`.
  var axes: SceneCamera {
    let sineYaw = tm_sinf(yaw)
    let cosineYaw = tm_cosf(yaw)
    let cosinePitch = tm_cosf(pitch)
    let forward = SceneVector(
      x: sineYaw * cosinePitch, y: tm_sinf(pitch), z: cosineYaw * cosinePitch)
    let right = SceneVector(x: cosineYaw, y: 0, z: -sineYaw)
    return SceneCamera(
      position: position, right: right, up: forward.cross(right), forward: forward)
  }

  /// The unit direction at (right, up) on the image plane at distance 1.
  func direction(right: Float, up: Float) -> SceneVector {
    let axes = axes
    return (axes.forward + axes.right * right + axes.up * up).normalized
  }
}
