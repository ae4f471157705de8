package import Documents
package import Scenes
package import TaskSpace

/// Folders in the layout of the released Taskonomy data (`TaskonomyLayout`).
///
/// An image is called `BUILDING/point_P_view_V`. A CSV file (`id,train,val,test`) in the folder puts
/// buildings into splits. Of the images of validation buildings one in ten is for the choice between
/// transfers, the others are for the transfers.
package struct TaskonomyImages: FileImages {
  private static let splitColumns = ["id", "train", "val", "test"]

  package let folder: DatasetFolder
  private let splitFile: String?

  /// The images in `folder`, in splits as the table `splitFile` says; nil for the only one there.
  package init(folder: DatasetFolder, splitFile: String? = nil) {
    self.folder = folder
    self.splitFile = splitFile
  }

  // MARK: Splits

  package func images(of split: DatasetReference.Split) throws(Failure) -> [String] {
    let buildings = try buildings(of: split)
    let names = folder.manifest.entries.compactMap { entry -> String? in
      guard let name = TaskonomyLayout.image(of: entry.path),
        buildings.contains(String(name.prefix { $0 != "/" }))
      else { return nil }
      switch split {
      case .train, .test: return name
      case .validation: return Self.decides(name) ? name : nil
      case .transfer: return Self.decides(name) ? nil : name
      }
    }
    return Self.mixed(names)
  }

  /// Whether an image of a validation building is for the choice between transfers.
  private static func decides(_ name: String) -> Bool {
    Digest(of: "validation \(name)").bytes[0] < 26
  }

  private func buildings(of split: DatasetReference.Split) throws(Failure) -> Set<String> {
    let file = try table()
    var reader = try CSVReader(
      try folder.read(file), name: "\(folder.name)/\(file)", columns: Self.splitColumns)
    let column =
      switch split {
      case .train: 1
      case .transfer, .validation: 2
      case .test: 3
      }
    var buildings: Set<String> = []
    while let row = try reader.next() {
      if try row.number(column) == 1 { buildings.insert(try row.text(0)) }
    }
    return buildings
  }

  private func table() throws(Failure) -> String {
    if let splitFile {
      guard folder.has(splitFile) else {
        throw Failure(
          .data, "the dataset '\(folder.name)' has no table of splits \(splitFile)")
      }
      return splitFile
    }
    let tables = folder.manifest.entries.map(\.path).filter {
      $0.hasSuffix(".csv") && !$0.contains("/")
    }
    guard let only = tables.first, tables.count == 1 else {
      throw Failure(
        .data,
        "the dataset '\(folder.name)' has \(tables.count) CSV files in its folder; one (id,train,"
          + "val,test) must say which buildings are in which split: name it in \"taskonomy.splits\""
      )
    }
    return only
  }

  // MARK: Samples

  package func sample(
    _ name: String, size: Int, mapSide: Int
  ) throws(Failure) -> (SceneSample, [FileProblem]) {
    var reader = TaskonomyReader(folder: folder, image: name)
    let numbers = TaskonomyReader.numberCount
    guard let pixels = try reader.pixels(size: size) else {
      return (
        .unlabelled(Self.blank(size: size), mapSide: mapSide, numbers: numbers), reader.problems
      )
    }
    let maps = try reader.maps(labelSize: mapSide)
    let segments = try reader.segments(labelSize: mapSide)
    let values = try reader.numbers(views: views(of: name))
    return (
      SceneSample(views: [pixels], maps: maps, segments: segments, numbers: values),
      reader.problems
    )
  }

  package func furtherViews(_ name: String, size: Int) throws(Failure) -> [[UInt8]] {
    var pictures: [[UInt8]] = []
    for view in try views(of: name).all {
      guard let view else {
        pictures.append(Self.blank(size: size))
        continue
      }
      var reader = TaskonomyReader(folder: folder, image: view)
      pictures.append(try reader.pixels(size: size) ?? Self.blank(size: size))
    }
    return pictures
  }

  package func isNeeded(_ file: String, for tasks: [String]) -> Bool {
    let parts = file.split(separator: "/")
    guard parts.count == 3, let domain = TaskonomyLayout.Domain(rawValue: String(parts[1])) else {
      return true
    }
    return domain == .rgb || tasks.contains { TaskonomyLayout.domains(of: $0).contains(domain) }
  }

  /// The images that stand in for a room's views B, C and D.
  private func views(of name: String) throws(Failure) -> TaskonomyViews {
    let parts = name.split(separator: "/")
    guard parts.count == 2, let own = TaskonomyView(parts[1]) else {
      preconditionFailure("an image is called BUILDING/point_P_view_V")
    }
    func image(_ view: TaskonomyView) -> String? {
      let image = "\(parts[0])/\(view.name)"
      return folder.has(TaskonomyLayout.file(.rgb, of: image)) ? image : nil
    }
    // The views of a point are numbered without gaps, in the released data with few.
    let others = (1..<Self.mostViews).compactMap { step in
      image(TaskonomyView(point: own.point, view: (own.view + step) % Self.mostViews))
    }
    var reader = TaskonomyReader(folder: folder, image: name)
    let elsewhere = try reader.pointsInView.lazy.filter { $0 != own.point }.compactMap { point in
      (0..<Self.mostViews).lazy.compactMap { image(TaskonomyView(point: point, view: $0)) }.first
    }.first
    let second = others.first
    let third = others.dropFirst().first
    return TaskonomyViews(fixated: second, third: third, nonfixated: elsewhere)
  }

  /// More views than a point has.
  private static let mostViews = 64
}

/// The images that stand in for a room's views B, C and D; nil where there is none.
struct TaskonomyViews {
  let fixated: String?
  let third: String?
  let nonfixated: String?

  var all: [String?] { [fixated, third, nonfixated] }
}
