internal import Documents
internal import TaskSpace

/// The labels of a task that a spec defines, for the images of a split, in a mapped file of the cache.
final class OwnLabels: Sendable {
  private let file: FileMapping
  private let count: Int
  /// What was wrong with label files, by image.
  let problems: [Int: [FileProblem]]

  /// Opens the labels of the images called `names` in the folder at `path`, and makes the file first
  /// where it is missing.
  init(
    of names: [String], _ reader: OwnLabelReader, in path: String, _ watch: Watch
  ) throws {
    count = reader.count
    let content = reader.task.json.text(.canonical) + "\n\(reader.count)\n"
    let digest = Digest(of: content + names.joined(separator: "\n"))
    let stem = "\(path)/own-\(digest.short)"
    try Files.makeFolder(path)
    let lock = try FileLock.wait("\(stem).lock", .exclusive)
    defer { withExtendedLifetime(lock) {} }
    let bytes = names.count * count * 4
    if let known = try FileMapping("\(stem).labels"), known.count == bytes {
      file = known
    } else {
      let (values, found) = try reader.labels(of: names, watch)
      try found.write(to: "\(stem).problems")
      try Files.write(values.withUnsafeBytes { Array($0) }, to: "\(stem).labels")
      guard let made = try FileMapping("\(stem).labels"), made.count == bytes else {
        throw Failure(.io, "\(stem).labels was damaged right after it was written")
      }
      file = made
    }
    var problems: [Int: [FileProblem]] = [:]
    for (place, problem) in try FileProblemList(reading: "\(stem).problems").problems {
      problems[place, default: []].append(problem)
    }
    self.problems = problems
  }

  /// The numbers of image `index`.
  func numbers(_ index: Int) -> UnsafeBufferPointer<Float> {
    file.values(of: Float.self, at: index * count * 4, count: count)
  }

  /// The labels of image `index`.
  func labels(_ index: Int) -> UnsafeBufferPointer<Int32> {
    file.values(of: Int32.self, at: index * count * 4, count: count)
  }
}
