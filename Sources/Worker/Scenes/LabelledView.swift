internal import CScenes

/// One view of a room with all labels at the resolution of the picture: what other programs read.
package struct LabelledView: Sendable {
  /// RGB bytes.
  package let pixels: [UInt8]
  /// [channel][row][column] as in `SceneSample`, a cell a pixel; occlusion edges are not blurred.
  package let maps: [Float]
  /// [channel][row][column] as in `SceneSample`, a cell a pixel.
  package let segments: [Int16]
  /// Numbers of the view as in `SceneSample`; its poses are those of the room's views B, C and D.
  package let numbers: [Float]
  /// Where it was taken from.
  package let camera: CameraPose
  /// The room's far corner, metres; the near one is the origin.
  package let roomSize: (x: Float, y: Float, z: Float)
}

extension SceneRenderer {
  /// The views A, B, C and D of room `index` (0 or more).
  ///
  /// View A has the pixels and numbers of `sample`.
  package func labelledViews(_ index: Int) -> [LabelledView] {
    precondition(index >= 0, "rooms are numbered from 0")
    let (room, rig, attempt) = prepare(index)
    return room.withDescription { description in
      let pictures = pictures(
        0..<rig.all.count, of: description, rig, stream(index, attempt, .sensor))
      return zip(rig.all, pictures).map { camera, pixels in
        let surfaces = Surfaces(
          room: description, camera: camera, size: parameters.size, instructions: instructions)
        let labels = DenseLabels(
          surfaces: surfaces, picture: pixels, labelSize: parameters.size, softensEdges: false
        ).compute()
        let own = CameraRig(main: camera, fixated: rig.fixated, nonfixated: rig.nonfixated)
        return LabelledView(
          pixels: pixels, maps: labels.maps, segments: labels.segments,
          numbers: RoomNumbers(room: room, rig: own, surfaces: surfaces).compute(),
          camera: CameraPose(camera), roomSize: (room.size.x, room.size.y, room.size.z))
      }
    }
  }
}
