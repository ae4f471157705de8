internal import Documents
internal import Scenes
internal import TaskSpace

/// Files as a source of samples: an image takes the place of a room.
struct FileRooms: RoomSource {
  private let images: any FileImages
  private let reference: DatasetReference
  /// The names of the images of each split that is used.
  private let names: [DatasetReference.Split: [String]]

  /// The images that `reference` names, from those of the folders that has them.
  ///
  /// - Throws: `Failure`: unavailable where no folder is the dataset, data where it has too few images.
  init(_ reference: DatasetReference, folders: [DatasetFolder]) throws(Failure) {
    images = try Self.images(reference, folders)
    self.reference = reference
    var names: [DatasetReference.Split: [String]] = [:]
    for split in DatasetReference.Split.allCases where reference.count(split) > 0 {
      let all = try images.images(of: split)
      let wanted = reference.count(split)
      guard all.count >= wanted else {
        throw Failure(
          .data,
          "the dataset '\(images.folder.name)' has \(all.count) images for \(split.rawValue), not "
            + "\(wanted); set \"splits.\(split.rawValue)\" to what there is")
      }
      names[split] = Array(all.prefix(wanted))
    }
    self.names = names
  }

  static func images(
    _ reference: DatasetReference, _ folders: [DatasetFolder]
  ) throws(Failure) -> any FileImages {
    let folder = try folders.find(reference.name ?? "", reference.manifest)
    switch reference.kind {
    case .taskonomy: return TaskonomyImages(folder: folder, splitFile: reference.splitFile)
    case .images: return PhotoImages(folder: folder)
    case .scenes: preconditionFailure("rooms are rendered, not read")
    }
  }

  /// The name of the image with this index in the sequence of all images.
  func name(_ index: Int) -> String {
    for (split, names) in names {
      let place = index - reference.firstIndex(split)
      if names.indices.contains(place) { return names[place] }
    }
    preconditionFailure("the split has such an image")
  }

  /// The names of the images of `split`, in their order.
  func names(of split: DatasetReference.Split) -> [String] { names[split] ?? [] }

  func room(_ index: Int) throws -> SceneSample { try record(index).room }

  func record(_ index: Int) throws -> (room: SceneSample, problems: [FileProblem]) {
    try images.sample(name(index), size: reference.size, mapSide: reference.mapSide)
  }

  func furtherViews(_ index: Int) throws -> [[UInt8]] {
    try images.furtherViews(name(index), size: reference.size)
  }
}

extension [DatasetFolder] {
  /// The folder that has the files called `name` and `manifest`.
  ///
  /// - Throws: `Failure` (unavailable) where this worker was told of none.
  func find(_ name: String, _ manifest: Digest?) throws(Failure) -> DatasetFolder {
    let named = filter { $0.name == name }
    if let found = named.first(where: { folder in manifest.map(folder.answers) ?? true }) {
      return found
    }
    throw Failure(
      .unavailable,
      named.isEmpty
        ? "this worker has no dataset '\(name)'; start it with --data \(name)=DIR"
        : "this worker's dataset '\(name)' has other files than the job wants")
  }
}
