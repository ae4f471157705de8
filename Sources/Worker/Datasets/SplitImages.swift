package import TaskSpace

/// The rooms of one split, read from memory-mapped files; any number of threads may share them.
///
/// Pointers that it gives are valid as long as the object lives.
package final class SplitImages: Sendable {
  /// The dataset.
  package let reference: DatasetReference
  /// Which part of it.
  package let split: DatasetReference.Split
  private let chunks: [Chunk]
  /// The files of the further views; empty where nobody asked for them.
  private let viewChunks: [Chunk]
  private let roomsPerChunk: Int
  /// What was wrong with the files of which the images were made, by image.
  package let problems: [Int: [FileProblem]]
  /// The labels of the task that the spec defines.
  let own: OwnLabels?

  init(
    reference: DatasetReference, split: DatasetReference.Split, chunks: [Chunk],
    viewChunks: [Chunk], roomsPerChunk: Int, problems: [Int: [FileProblem]], own: OwnLabels?
  ) {
    self.problems = problems.merging(own?.problems ?? [:]) { $0 + $1 }
    self.own = own
    self.reference = reference
    self.split = split
    self.chunks = chunks
    self.viewChunks = viewChunks
    self.roomsPerChunk = roomsPerChunk
  }

  /// How many images there are.
  package var count: Int { reference.count(split) }

  /// The index of image `index` in the sequence of all images: the name of its random streams.
  package func globalIndex(_ index: Int) -> Int { reference.firstIndex(split) + index }

  /// Whether there is an image at all: its file could be read.
  package func isReadable(_ index: Int) -> Bool {
    !(problems[index]?.contains(where: \.isImage) ?? false)
  }

  /// The pixels of image `index`, [row][column][red, green, blue]; of its room, `view` 1 to 3 are
  /// the further views, which must have been asked for.
  package func image(_ index: Int, view: Int = 0) -> UnsafeBufferPointer<UInt8> {
    guard view > 0 else { return chunk(index).image(index % roomsPerChunk) }
    precondition(!viewChunks.isEmpty, "the images were opened with their further views")
    precondition(index >= 0 && index < count, "the split has such an image")
    return viewChunks[index / roomsPerChunk].image(index % roomsPerChunk, of: view - 1)
  }

  /// The maps of image `index`, [channel][row][column].
  package func maps(_ index: Int) -> UnsafeBufferPointer<Float> {
    chunk(index).maps(index % roomsPerChunk)
  }

  /// The segments of image `index`, [channel][row][column].
  package func segments(_ index: Int) -> UnsafeBufferPointer<Int16> {
    chunk(index).segments(index % roomsPerChunk)
  }

  /// The numbers of image `index`.
  package func numbers(_ index: Int) -> UnsafeBufferPointer<Float> {
    chunk(index).numbers(index % roomsPerChunk)
  }

  private func chunk(_ index: Int) -> Chunk {
    precondition(index >= 0 && index < count, "the split has such an image")
    return chunks[index / roomsPerChunk]
  }
}
