internal import CMath
internal import CScenes

/// Where a camera stands and looks, and the labels that follow from it.
///
/// The coordinates are those of rendered rooms: x and z lie in the floor, y points up.
package struct CameraPose: Sendable {
  let camera: Camera

  /// A camera at (x, y, z) metres with this yaw, radians from the z axis towards the x axis, and this
  /// pitch, radians above the horizon.
  package init(x: Float, y: Float, z: Float, yaw: Float, pitch: Float) {
    camera = Camera(position: SceneVector(x: x, y: y, z: z), yaw: yaw, pitch: pitch)
  }

  init(_ camera: Camera) { self.camera = camera }

  /// Metres along the three axes.
  package var position: (x: Float, y: Float, z: Float) {
    (camera.position.x, camera.position.y, camera.position.z)
  }
  /// Radians from the z axis towards the x axis.
  package var yaw: Float { camera.yaw }
  /// Radians above the horizon.
  package var pitch: Float { camera.pitch }

  /// The room's axes as unit vectors in camera coordinates, as `SceneLayout.vanishingPoint` has them.
  package var vanishingPoint: [Float] {
    let view = camera.axes
    return axes.flatMap { [$0.dot(view.right), $0.dot(view.up), $0.dot(view.forward)] }
  }

  /// The layout of the box from `low` to `high` (metres), as `SceneLayout.roomLayout` has it; NaN
  /// where the camera stands outside of the box.
  package func layout(
    low: (x: Float, y: Float, z: Float), high: (x: Float, y: Float, z: Float)
  ) -> [Float] {
    let below = camera.position - SceneVector(x: low.x, y: low.y, z: low.z)
    let above = SceneVector(x: high.x, y: high.y, z: high.z) - camera.position
    let distances = axes.flatMap { axis in
      [axis, axis * -1].map { axis in
        func share(_ step: Float, _ below: Float, _ above: Float) -> Float {
          step > 0 ? above : below
        }
        if axis.x != 0 { return share(axis.x, below.x, above.x) }
        if axis.y != 0 { return share(axis.y, below.y, above.y) }
        return share(axis.z, below.z, above.z)
      }
    }
    guard distances.allSatisfy({ $0 > 0 }) else {
      return [Float](repeating: .nan, count: distances.count + 2)
    }
    return distances.map(tm_logf) + [tm_sinf(camera.yaw - frontalYaw), tm_sinf(camera.pitch)]
  }

  /// The pose of `other` seen from this one, as `SceneLayout.fixatedPose` has it: translation to the
  /// right, up and forward, turn, change and mean of the pitch.
  package func pose(of other: CameraPose) -> [Float] {
    let view = camera.axes
    let offset = other.camera.position - camera.position
    let turn = other.camera.yaw - camera.yaw
    return [
      offset.dot(view.right), offset.dot(view.up), offset.dot(view.forward),
      tm_atan2f(tm_sinf(turn), tm_cosf(turn)), other.camera.pitch - camera.pitch,
      0.5 * (other.camera.pitch + camera.pitch),
    ]
  }

  /// The multiple of a quarter turn nearest to the camera's yaw.
  private var frontalYaw: Float {
    (camera.yaw / (.pi / 2)).rounded(.toNearestOrAwayFromZero) * (.pi / 2)
  }

  /// The room's axes: the most frontal wall's normal, the one to its right, and up.
  private var axes: [SceneVector] {
    let sine = tm_sinf(frontalYaw).rounded()
    let cosine = tm_cosf(frontalYaw).rounded()
    return [
      SceneVector(x: sine, y: 0, z: cosine), SceneVector(x: cosine, y: 0, z: -sine),
      SceneVector(x: 0, y: 1, z: 0),
    ]
  }
}
