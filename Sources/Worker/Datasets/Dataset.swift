package import Documents
package import TaskSpace

/// The images of a run on this machine: rendered once, shared by all threads and processes.
///
/// While it lives, its rooms are safe from removal. Any number of threads may use one; each split
/// is opened once.
package final class Dataset: Sendable {
  /// What the images are.
  package let reference: DatasetReference
  private let folder: String
  private let lock: FileLock
  private let options: DatasetOptions
  private let source: any RoomSource

  /// Opens the dataset in the folder `cache`, which is made if it is missing.
  ///
  /// - Parameter source: where rooms come from, if not from the renderer.
  /// - Throws: `Failure`: data where this worker has no such data, io where the cache cannot be used.
  package init(
    _ reference: DatasetReference, cache: String, options: DatasetOptions = DatasetOptions(),
    source: (any RoomSource)? = nil
  ) throws(Failure) {
    guard reference.size >= 64, reference.size.isMultiple(of: 64),
      reference.size.isMultiple(of: reference.mapSide),
      reference.mapSide.isMultiple(of: reference.labelSide)
    else {
      throw Failure(
        .data,
        "images of \(reference.size) pixels with maps of \(reference.mapSide) and labels of"
          + " \(reference.labelSide) are not offered; ask for a multiple of 64 pixels")
    }
    let rooms = CacheFolder(path: cache)
    folder = rooms.folder(of: reference.fingerprint)
    lock = try rooms.open(reference.fingerprint)
    try rooms.shrink(to: options.limit)
    self.reference = reference
    self.options = options
    if let source {
      self.source = source
    } else {
      self.source =
        reference.kind == .scenes
        ? try RenderedRooms(reference) : try FileRooms(reference, folders: options.folders)
    }
  }

  /// Rooms in a file: fewer of large ones, since a file is made in memory.
  private var roomsPerChunk: Int {
    let room = ChunkLayout(
      content: .labelledView, reference: reference, rooms: 1, firstIndex: 0
    ).byteCount
    return max(1, min(options.roomsPerChunk, options.bytesPerChunk / room))
  }

  /// The images of `split` that samples of `task` are made of, rendered first where they are missing.
  ///
  /// - Throws: `Failure` (io), or `CancellationError`.
  package func images(
    _ split: DatasetReference.Split, for task: TaskDefinition, watch: Watch = Watch()
  ) throws -> SplitImages {
    try images(split, withFurtherViews: task.views > 1, watch: watch)
  }

  /// The images of `split`, rendered first where they are missing.
  ///
  /// - Parameter withFurtherViews: whether views B, C and D are needed besides A.
  /// - Throws: `Failure` (io), or `CancellationError`.
  package func images(
    _ split: DatasetReference.Split, withFurtherViews: Bool = false, watch: Watch = Watch()
  ) throws -> SplitImages {
    guard reference.count(split) > 0 else {
      throw Failure(.data, "the dataset of this job has no images for \(split.rawValue)")
    }
    func files(_ content: ChunkLayout.Content) -> ChunkFolder {
      ChunkFolder(
        path: "\(folder)/\(split.rawValue)", content: content, split: split,
        reference: reference, roomsPerChunk: roomsPerChunk, source: source)
    }
    let labelled = files(.labelledView)
    let chunks = try labelled.fill(withFurtherViews ? watch.part(0...0.4) : watch)
    let further = withFurtherViews ? try files(.furtherViews).fill(watch.part(0.4...1)) : []
    return SplitImages(
      reference: reference, split: split, chunks: chunks, viewChunks: further,
      roomsPerChunk: roomsPerChunk,
      problems: reference.kind == .scenes ? [:] : try labelled.problems(),
      own: try ownLabels(of: split, watch))
  }

  /// The labels of the task that the spec defines, converted first where that was not done; nil where
  /// the job is about another task.
  private func ownLabels(of split: DatasetReference.Split, _ watch: Watch) throws -> OwnLabels? {
    guard let own = reference.own else { return nil }
    let names =
      switch source {
      case let files as FileRooms: files.names(of: split)
      default: (0..<reference.count(split)).map { RoomName.image($0, of: split) }
      }
    let labels = OwnLabelReader(
      task: own, folder: try options.folders.find(own.dataset, own.manifest),
      reference: reference)
    return try OwnLabels(of: names, labels, in: "\(folder)/\(split.rawValue)", watch)
  }
}
