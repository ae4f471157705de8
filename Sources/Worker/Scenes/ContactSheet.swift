package import Pictures

extension SceneSample {
  /// The contact sheet of some rooms: a row per room with its views and all its labels.
  ///
  /// Labels are enlarged to the size of the views, without smoothing.
  package static func contactSheet(of samples: [SceneSample]) -> Picture {
    precondition(!samples.isEmpty, "a contact sheet without rooms")
    let views = ["view A", "view B", "view C", "view D"].prefix(samples[0].views.count)
    let labels = [
      "log depth", "normals", "reshading", "edge tex", "edge occ", "keypts 2D", "keypts 3D",
      "curvature", "segment 2D", "segm 2.5D", "semantic",
    ]
    return Picture.grid(
      samples.map { $0.pictures }, columnCaptions: views + labels,
      rowCaptions: samples.map { SceneLayout.roomTypes[Int($0.numbers[0])] })
  }

  /// Views and labels as pictures of one size.
  private var pictures: [Picture] {
    let side = Int(Double(views[0].count / 3).squareRoot())
    let shown = views.map { Picture(width: side, height: side, bytes: $0) }
    return shown + labelPictures.map { $0.scaledNearest(width: side, height: side) }
  }

  private var labelPictures: [Picture] {
    let width = Int(Double(maps.count / SceneLayout.mapChannels).squareRoot())
    func map(_ channels: Range<Int>, _ range: ClosedRange<Float>, _ colours: ColourMap) -> Picture {
      Picture.map(values(of: channels), width: width, range: range, as: colours)
    }
    return [
      map(SceneLayout.logDepth, -0.7...2.3, .viridis),
      .normals(values(of: SceneLayout.normal), width: width),
      map(SceneLayout.reshading, 0...1, .grey),
      map(SceneLayout.edgeTexture, 0...1, .grey),
      map(SceneLayout.edgeOcclusion, 0...0.5, .grey),
      map(SceneLayout.keypoints2D, 0...1, .grey),
      map(SceneLayout.keypoints3D, 0...0.7, .grey),
      map(SceneLayout.curvature.prefix(1), -1...1, .diverging),
      .segments(Array(segments(SceneLayout.segment2D)), width: width),
      .segments(Array(segments(SceneLayout.segment25D)), width: width),
      .classes(
        Array(segments(SceneLayout.semantic)), of: SceneLayout.semanticClasses.count,
        width: width),
    ]
  }

  /// The values of some channels of `maps`, [cell][channel].
  private func values(of channels: Range<Int>) -> [Float] {
    let planes = channels.map(map)
    return (0..<planes[0].count).flatMap { cell in planes.map { $0[$0.startIndex + cell] } }
  }
}
