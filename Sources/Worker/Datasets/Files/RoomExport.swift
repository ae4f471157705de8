internal import CMath
package import Documents
internal import Pictures
internal import Scenes
package import TaskSpace

/// Writes rendered rooms as folders in the layout of the released Taskonomy data: a dataset that
/// anybody may pass on.
///
/// A split is a building; `RoomName` says what a room's views are called. All four views of a room
/// have all labels, at the resolution of the picture.
package struct RoomExport: Sendable {
  /// The table of splits.
  package static let table = "train_val_test.csv"
  private let reference: DatasetReference
  private let path: String
  private let renderer: SceneRenderer

  /// Exports the rooms of `reference` to the folder at `path`.
  ///
  /// - Throws: `Failure` (data) where the reference names no rendered rooms.
  package init(_ reference: DatasetReference, to path: String) throws(Failure) {
    guard reference.kind == .scenes else {
      throw Failure(.data, "only rendered rooms are exported; the spec's data are files already")
    }
    self.reference = reference
    self.path = path
    renderer = SceneRenderer(
      SceneParameters(
        seed: UInt64(bitPattern: Int64(reference.seed)), size: reference.size, views: 4,
        supersampling: reference.supersampling))
  }

  /// How many rooms there are.
  package var rooms: Int { reference.counts.values.reduce(0, +) }

  /// Writes everything; gives the number of images.
  ///
  /// - Throws: `Failure` (io), or `CancellationError`.
  package func write(_ watch: Watch = Watch()) throws -> Int {
    var done = 0
    for split in DatasetReference.Split.allCases where reference.count(split) > 0 {
      for domain in TaskonomyLayout.Domain.allCases {
        try Files.makeFolder("\(path)/\(split.rawValue)/\(domain.rawValue)")
      }
      for place in 0..<reference.count(split) {
        try watch.check()
        let views = renderer.labelledViews(reference.firstIndex(split) + place)
        for (number, view) in views.enumerated() { try write(view, number, place, split) }
        done += 1
        watch.progress(Double(done) / Double(rooms), "\(done) of \(rooms) rooms")
      }
    }
    try Files.write(splits, to: "\(path)/\(Self.table)")
    return 4 * done
  }

  private var splits: String {
    var table = CSVWriter(header: ["id", "train", "val", "test"])
    for split in DatasetReference.Split.allCases where reference.count(split) > 0 {
      let isTrain = split == .train
      let isTest = split == .test
      table.add([
        split.rawValue, isTrain ? "1" : "0", isTrain || isTest ? "0" : "1", isTest ? "1" : "0",
      ])
    }
    return table.text
  }

  private func write(
    _ view: LabelledView, _ number: Int, _ place: Int, _ split: DatasetReference.Split
  ) throws(Failure) {
    let name = RoomName.view(number, of: place)
    let files = TaskonomyFiles(view: view, size: reference.size)
    let camera = TaskonomyCamera(
      pose: view.camera,
      box: ((0, 0, 0), (view.roomSize.x, view.roomSize.y, view.roomSize.z)),
      pointsInView: [RoomName.view(number < 3 ? 3 : 0, of: place).point])
    for domain in TaskonomyLayout.Domain.allCases {
      let content =
        domain == .points
        ? camera.file(name, of: split.rawValue, resolution: reference.size)
        : files.content(domain)
      let file = TaskonomyLayout.file(domain, of: "\(split.rawValue)/\(name.name)")
      try Files.write(content, to: "\(path)/\(file)", isDurable: false)
    }
  }
}

/// The files of one rendered view, but for its camera.
private struct TaskonomyFiles {
  let view: LabelledView
  let size: Int

  func content(_ domain: TaskonomyLayout.Domain) -> [UInt8] {
    switch domain {
    case .rgb: return Picture(width: size, height: size, bytes: view.pixels).png()
    case .depthZbuffer: return grey(domain, SceneLayout.logDepth) { Self.depth($0) }
    case .depthEuclidean: return grey(domain, SceneLayout.logDistance) { Self.depth($0) }
    case .normal: return coloured(SceneLayout.normal)
    case .curvature: return coloured(SceneLayout.curvature)
    case .reshading: return grey(domain, SceneLayout.reshading) { $0 * 255 }
    case .edgeTexture: return response(domain, SceneLayout.edgeTexture)
    case .edgeOcclusion: return response(domain, SceneLayout.edgeOcclusion)
    case .keypoints2D: return response(domain, SceneLayout.keypoints2D)
    case .keypoints3D: return response(domain, SceneLayout.keypoints3D)
    case .segments2D: return segments(SceneLayout.segment2D) { $0 }
    case .segments25D: return segments(SceneLayout.segment25D) { $0 }
    case .semantic:
      return segments(SceneLayout.semantic) {
        SceneLayout.movableClass(of: $0) + TaskonomyLayout.firstClass
      }
    case .objects: return objects
    case .scene: return scene
    case .points: preconditionFailure("the camera is written by itself")
    }
  }

  private static func depth(_ logarithm: Float) -> Float {
    min(tm_expf(logarithm) * TaskonomyLayout.metre, Float(TaskonomyLayout.noSurface) - 1)
  }

  /// A PNG file with one channel of the maps, as `value` puts it.
  private func grey(
    _ domain: TaskonomyLayout.Domain, _ channel: Range<Int>, _ value: (Float) -> Float
  ) -> [UInt8] {
    let highest: Float = domain.depth == 16 ? 65_535 : 255
    let values = (0..<size * size).map { pixel -> UInt16 in
      let number = value(view.maps[channel.lowerBound * size * size + pixel])
      return UInt16(min(max(number.rounded(), 0), highest))
    }
    return SamplePlanes(
      width: size, height: size, channels: 1, depth: domain.depth, values: values
    ).png()
  }

  private func response(_ domain: TaskonomyLayout.Domain, _ channel: Range<Int>) -> [UInt8] {
    let scale =
      65_535 * TaskonomyLayout.fullScale(domain) / TaskonomyReader.largest(domain)
    return grey(domain, channel) { $0 * scale }
  }

  /// A PNG file of three channels about 127; the third is 127 where there are only two.
  private func coloured(_ channels: Range<Int>) -> [UInt8] {
    let zero = TaskonomyLayout.zero
    var values: [UInt16] = []
    values.reserveCapacity(3 * size * size)
    for pixel in 0..<size * size {
      for channel in 0..<3 {
        let number =
          channel < channels.count
          ? view.maps[(channels.lowerBound + channel) * size * size + pixel] : 0
        values.append(UInt16(min(max((zero + zero * number).rounded(), 0), 255)))
      }
    }
    return SamplePlanes(width: size, height: size, channels: 3, depth: 8, values: values).png()
  }

  private func segments(_ channel: Int, _ value: (Int) -> Int) -> [UInt8] {
    let values = (0..<size * size).map { pixel in
      UInt16(value(Int(view.segments[channel * size * size + pixel])))
    }
    let depth = values.contains { $0 > 255 } ? 16 : 8
    return SamplePlanes(width: size, height: size, channels: 1, depth: depth, values: values).png()
  }

  /// Logits whose softmax has the shares of the kinds of objects as its first classes.
  private var objects: [UInt8] {
    // So far below the others that their share is nothing.
    var logits = [Float](repeating: -100, count: TaskDictionary.releasedObjectCount)
    let shares = TargetMaker.objectShares(view.numbers[SceneLayout.objectAreas])
    for (place, share) in shares.enumerated() where share > 0 { logits[place] = tm_logf(share) }
    return NumpyArray(values: logits).file
  }

  private var scene: [UInt8] {
    var shares = [Float](repeating: 0, count: TaskonomyLayout.allScenes)
    shares[TaskonomyLayout.roomTypes[Int(view.numbers[SceneLayout.roomType.lowerBound])]] = 1
    return NumpyArray(values: shares).file
  }
}
