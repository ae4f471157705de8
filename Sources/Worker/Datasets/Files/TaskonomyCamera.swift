package import Documents
package import Scenes

/// The camera of an image, as the files in `points/` describe it.
///
/// The files count z upwards and give the camera's rotation as Euler angles about the fixed axes, a
/// camera without rotation looking down; rooms count y upwards. Released cameras do not roll.
package struct TaskonomyCamera: Sendable {
  /// A room's corners, metres.
  package typealias Box = (
    low: (x: Float, y: Float, z: Float), high: (x: Float, y: Float, z: Float)
  )

  /// Where the camera stands and looks.
  package let pose: CameraPose
  /// The room's bounding box; nil where the file has none.
  package let box: Box?
  /// The points that are seen, as the files count them.
  package let pointsInView: [Int]

  /// A camera in a room.
  package init(pose: CameraPose, box: Box?, pointsInView: [Int]) {
    self.pose = pose
    self.box = box
    self.pointsInView = pointsInView
  }

  /// Reads a file of `points/`.
  ///
  /// - Throws: `Failure` (data) where it is damaged or lacks the camera.
  package init(_ content: [UInt8]) throws(Failure) {
    guard let text = String(validating: content, as: UTF8.self) else {
      throw Failure(.data, "not UTF-8 text")
    }
    let json = try JSON(reading: text)
    guard let place = Self.numbers(json["camera_location"], 3),
      let angles = Self.numbers(json["camera_rotation_final"], 3)
    else { throw Failure(.data, "no camera_location or no camera_rotation_final") }
    pose = CameraPose(
      x: place[0], y: place[2], z: place[1], yaw: -angles[2], pitch: angles[0] - .pi / 2)
    // Their x and y are exchanged, as the original code knows.
    if let ranges = json["bounding_box_ranges"], let along = Self.numbers(ranges["x"], 2),
      let across = Self.numbers(ranges["y"], 2), let up = Self.numbers(ranges["z"], 2)
    {
      box = ((across[0], up[0], along[0]), (across[1], up[1], along[1]))
    } else {
      box = nil
    }
    pointsInView = (json["nonfixated_points_in_view"]?.array ?? []).compactMap(\.integer)
  }

  private static func numbers(_ json: JSON?, _ count: Int) -> [Float]? {
    let numbers = json?.array?.compactMap(\.number).map { Float($0) } ?? []
    return numbers.count == count && numbers.allSatisfy(\.isFinite) ? numbers : nil
  }

  /// The camera as a file of `points/` for this view of this point.
  package func file(_ view: TaskonomyView, of building: String, resolution: Int) -> [UInt8] {
    let place = pose.position
    var members: [JSON.Member] = [
      .init("model_id", .string(building)), .init("point_id", .number(Double(view.point))),
      .init("view_id", .number(Double(view.view))),
      .init("camera_location", Self.json([place.x, place.z, place.y])),
      .init("camera_rotation_final", Self.json([pose.pitch + .pi / 2, 0, -pose.yaw])),
      .init("field_of_view_rads", .number(TaskonomyLayout.fieldOfView)),
      .init("resolution", .number(Double(resolution))),
      .init(
        "nonfixated_points_in_view", .array(pointsInView.map { .number(Double($0)) })),
    ]
    if let box {
      members.append(
        .init(
          "bounding_box_ranges",
          [
            "x": Self.json([box.low.z, box.high.z]), "y": Self.json([box.low.x, box.high.x]),
            "z": Self.json([box.low.y, box.high.y]),
          ]))
    }
    return Array((JSON.object(members).text(.indented) + "\n").utf8)
  }

  private static func json(_ numbers: [Float]) -> JSON {
    .array(numbers.map { .number(Double($0)) })
  }
}
