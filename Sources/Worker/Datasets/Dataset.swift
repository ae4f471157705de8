package import Documents
internal import Scenes
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
    guard reference.kind == .scenes else {
      throw Failure(
        .data, "this worker has no dataset of kind \(reference.kind.rawValue); it renders scenes")
    }
    guard reference.size == 2 * SceneLayout.labelSize else {
      throw Failure(
        .data,
        "rooms of \(reference.size) pixels are not offered; ask for \(2 * SceneLayout.labelSize)")
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
      self.source = try RenderedRooms(reference)
    }
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
    func files(_ content: ChunkLayout.Content, _ watch: Watch) throws -> [Chunk] {
      try ChunkFolder(
        path: "\(folder)/\(split.rawValue)", content: content, split: split,
        reference: reference, roomsPerChunk: options.roomsPerChunk, source: source
      ).fill(watch)
    }
    let chunks = try files(.labelledView, withFurtherViews ? watch.part(0...0.4) : watch)
    let further = withFurtherViews ? try files(.furtherViews, watch.part(0.4...1)) : []
    return SplitImages(
      reference: reference, split: split, chunks: chunks, viewChunks: further,
      roomsPerChunk: options.roomsPerChunk)
  }
}
