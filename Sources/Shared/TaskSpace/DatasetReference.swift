package import Documents

/// The data of a run, by what they are, never by where they lie on some machine.
package struct DatasetReference: Hashable, Sendable {
  /// The datasets there are.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Rooms that the workers render.
    case scenes
    /// Folders in the layout of the released Taskonomy data.
    case taskonomy
  }

  /// The parts into which the images are divided, by room or building.
  package enum Split: String, Hashable, Sendable, CaseIterable {
    /// For the task networks.
    case train
    /// For the transfers: rooms that no encoder has seen.
    case transfer
    /// For the choice between transfers, so that no test image has a say in it.
    case validation
    /// For the losses that everything rests on.
    case test
  }

  /// The version of the room generator; it changes whenever any rendered byte would.
  package static let sceneGeneratorVersion = 1

  /// Which dataset.
  package let kind: Kind
  /// The seed of rendered rooms.
  package let seed: Int
  /// Pixels per side of an image.
  package let size: Int
  /// Rays per side of a pixel, for rendered rooms.
  package let supersampling: Int
  /// Images in each split.
  package let counts: [Split: Int]

  /// Makes a reference to `counts` images of `kind`.
  package init(
    kind: Kind, seed: Int, size: Int, supersampling: Int, counts: [Split: Int]
  ) {
    self.kind = kind
    self.seed = seed
    self.size = size
    self.supersampling = supersampling
    self.counts = counts
  }

  /// How many images `split` has.
  package func count(_ split: Split) -> Int { counts[split] ?? 0 }

  /// The index of the first image of `split` in the sequence of all images.
  ///
  /// The splits lie at fixed places, far apart, so that a larger training split leaves the test
  /// images as they were.
  package func firstIndex(_ split: Split) -> Int {
    switch split {
    case .train: 0
    case .transfer: 1 << 32
    case .validation: 2 << 32
    case .test: 3 << 32
    }
  }

  /// The same images, of which only `splits` are used: what a job's identity should rest on.
  package func restricted(to splits: Split...) -> DatasetReference {
    DatasetReference(
      kind: kind, seed: seed, size: size, supersampling: supersampling,
      counts: counts.filter { splits.contains($0.key) })
  }

  /// The name of the images themselves, however many of them are used.
  package var fingerprint: Digest {
    Digest(of: restricted().json.text(.canonical))
  }

  /// This reference as a JSON object.
  package var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("seed", .number(Double(seed))),
      .init("size", .number(Double(size))),
      .init("supersampling", .number(Double(supersampling))),
      .init(
        "splits",
        .object(
          Split.allCases.compactMap { split in
            counts[split].map { .init(split.rawValue, .number(Double($0))) }
          })),
      .init("generator", .number(Double(Self.sceneGeneratorVersion))),
    ])
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON) throws(Failure) {
    guard let kind = json["kind"]?.text.flatMap(Kind.init(rawValue:)),
      let seed = json["seed"]?.integer, let size = json["size"]?.integer,
      let supersampling = json["supersampling"]?.integer, let splits = json["splits"]
    else { throw Failure(.data, "malformed dataset in a job: \(json.text())") }
    var counts: [Split: Int] = [:]
    for member in splits.members ?? [] {
      guard let split = Split(rawValue: member.name), let count = member.value.integer, count >= 0
      else { throw Failure(.data, "malformed split in a job: \(json.text())") }
      counts[split] = count
    }
    self.init(kind: kind, seed: seed, size: size, supersampling: supersampling, counts: counts)
  }
}
