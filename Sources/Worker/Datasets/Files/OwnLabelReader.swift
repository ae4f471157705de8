internal import Documents
internal import Pictures
internal import TaskSpace

/// Reads the labels of a task that a spec defines.
struct OwnLabelReader {
  let task: OwnTask
  let folder: DatasetFolder
  /// The images.
  let reference: DatasetReference

  private var target: TargetShape { task.definition.target }
  /// Pixels per side of the target; 1 for numbers and classes.
  private var side: Int { reference.side(of: target) }

  /// Four-byte values for each image: numbers, or labels.
  var count: Int {
    switch target {
    case .map(let channels): side * side * channels
    case .labels: side * side
    case .vector(let count): count
    case .classes: 1
    case .distribution(let count): count
    }
  }

  /// What an image without a label has.
  var nothing: [UInt32] {
    [UInt32](
      repeating: target.isLabels ? UInt32(bitPattern: -1) : Float.nan.bitPattern, count: count)
  }

  /// The labels of the images called `names`, as the bits of numbers (NaN where there is none) or of
  /// Int32 (-1 where there is none), and what was wrong with the files.
  func labels(
    of names: [String], _ watch: Watch
  ) throws -> (values: [UInt32], problems: FileProblemList) {
    switch task.labels {
    case .maps(let folderName, let scale, let invalid):
      return try maps(names, folderName, Float(scale), invalid, watch)
    case .table(let file, let image, let columns):
      return (try table(names, file, image, columns), FileProblemList())
    }
  }

  // MARK: Maps

  private func maps(
    _ names: [String], _ folderName: String, _ scale: Float, _ invalid: Int?, _ watch: Watch
  ) throws -> (values: [UInt32], problems: FileProblemList) {
    var values: [UInt32] = []
    values.reserveCapacity(names.count * count)
    var problems = FileProblemList()
    for (place, name) in names.enumerated() {
      try watch.check()
      let file = "\(folderName)/\(name).png"
      guard folder.has(file) else {
        values += nothing
        continue
      }
      do throws(Failure) {
        values += try map(SamplePlanes(png: folder.read(file)), scale, invalid)
      } catch {
        if error.code == .io { throw error }
        problems.add([FileProblem(error, file, isImage: false)], of: place)
        values += nothing
      }
    }
    return (values, problems)
  }

  private func map(
    _ planes: SamplePlanes, _ scale: Float, _ invalid: Int?
  ) throws(Failure) -> [UInt32] {
    let grid = LabelGrid(size: side)
    guard planes.width == planes.height else {
      throw Failure(
        .data, "\(planes.width) x \(planes.height) pixels; label maps are square, as images are")
    }
    switch target {
    case .map(let channels):
      guard planes.channels == channels else {
        throw Failure(.data, "\(planes.channels) channels where the task has \(channels)")
      }
      let maps = (0..<channels).map { channel in
        grid.means(planes, channel: channel) { raw, _ in
          Int(raw) == invalid ? .nan : Float(raw) * scale
        }
      }
      return LabelGrid.interleaved(maps).map(\.bitPattern)
    case .labels(let classes):
      let labels = grid.centres(planes)
      if let wrong = labels.first(where: { $0 != invalid && $0 >= classes }) {
        throw Failure(.data, "a label \(wrong) where the task has \(classes) classes")
      }
      return labels.map { UInt32(bitPattern: $0 == invalid ? -1 : Int32($0)) }
    case .vector, .classes, .distribution:
      preconditionFailure("maps are labels of maps")
    }
  }

  // MARK: Tables

  private func table(
    _ names: [String], _ file: String, _ imageColumn: String, _ columns: [String]
  ) throws(Failure) -> [UInt32] {
    var places: [String: Int] = [:]
    for (place, name) in names.enumerated() { places[name] = place }
    var values = [UInt32]()
    for _ in names { values += nothing }
    let content: [UInt8]
    do throws(Failure) {
      content = try folder.read(file)
    } catch {
      throw Failure(error.code == .io ? .io : .data, error.message)
    }
    var reader = try CSVReader(
      content, name: "\(folder.name)/\(file)", columns: [imageColumn] + columns)
    var seen: Set<String> = []
    while let row = try reader.next() {
      let name = PhotoImages.name(try row.text(0))
      guard seen.insert(name).inserted else {
        throw row.failure("the image \(name) has a row already")
      }
      guard let place = places[name] else { continue }
      for column in columns.indices where !row[column + 1].isEmpty {
        values[place * count + column] = try value(row, column + 1)
      }
    }
    return values
  }

  private func value(_ row: CSVRow, _ column: Int) throws(Failure) -> UInt32 {
    guard target.isLabels else { return Float(try row.number(column)).bitPattern }
    let text = row[column]
    let classes = target.channels
    if let label = task.classNames.firstIndex(of: text) { return UInt32(label) }
    guard task.classNames.isEmpty, let label = Int(text), (0..<classes).contains(label) else {
      throw row.failure(
        "the class \"\(text.prefix(40))\" is none of "
          + (task.classNames.isEmpty
            ? "0 to \(classes - 1)" : task.classNames.prefix(20).joined(separator: ", ")))
    }
    return UInt32(label)
  }
}

extension TargetShape {
  /// Whether targets are labels (Int32) instead of numbers (Float).
  var isLabels: Bool {
    switch self {
    case .labels, .classes: true
    case .map, .vector, .distribution: false
    }
  }
}
