package import Documents

/// The data of a run, by what they are, never by where they lie on some machine.
package struct DatasetReference: Hashable, Sendable {
  /// The datasets there are.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Rooms that the workers render.
    case scenes
    /// Folders in the layout of the released Taskonomy data.
    case taskonomy
    /// A folder of photos, whose labels are computed from the pixels.
    case images
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
  package static let sceneGeneratorVersion = 4

  /// The version of the conversion of files to labels; it changes whenever any label would.
  package static let fileReaderVersion = 2

  /// Which dataset.
  package let kind: Kind
  /// The seed of rendered rooms.
  package let seed: Int
  /// Pixels per side of an image.
  package let size: Int
  /// Pixels per side of target maps of numbers; it divides `size`.
  package let mapSide: Int
  /// Pixels per side of target maps of labels; it divides `mapSide`.
  package let labelSide: Int
  /// Rays per side of a pixel, for rendered rooms.
  package let supersampling: Int
  /// Images in each split.
  package let counts: [Split: Int]
  /// What `--data NAME=DIR` calls the files; nil for rendered rooms.
  package let name: String?
  /// The files themselves (`Manifest`); nil for rendered rooms, and as long as nobody said which.
  package let manifest: Digest?
  /// Which buildings are in which split: the name of the CSV file in the folder, for `taskonomy`;
  /// nil for the only one there.
  package let splitFile: String?
  /// The task with labels of its own that these data are for.
  package let own: OwnTask?

  /// Makes a reference to `counts` images of `kind`; by default maps are half as fine as images, and
  /// labels half as fine again.
  package init(
    kind: Kind, seed: Int, size: Int, mapSide: Int? = nil, labelSide: Int? = nil,
    supersampling: Int, counts: [Split: Int],
    name: String? = nil, manifest: Digest? = nil, splitFile: String? = nil, own: OwnTask? = nil
  ) {
    precondition((kind == .scenes) == (name == nil), "files have a name, rendered rooms have none")
    self.name = name
    self.manifest = manifest
    self.splitFile = splitFile
    self.own = own
    self.kind = kind
    self.seed = seed
    self.size = size
    self.mapSide = mapSide ?? size / 2
    self.labelSide = labelSide ?? size / 4
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

  /// Pixels per side of `target`; 1 for a vector or a class.
  package func side(of target: TargetShape) -> Int {
    switch target {
    case .map: mapSide
    case .labels: labelSide
    case .vector, .classes, .distribution: 1
    }
  }

  /// The same images, of which only `splits` are used: what a job's identity should rest on.
  package func restricted(to splits: Split...) -> DatasetReference {
    changed(counts: counts.filter { splits.contains($0.key) }, own: own)
  }

  /// The same images, with the labels of `own` instead of those that they had.
  package func labelled(by own: OwnTask?) -> DatasetReference {
    changed(counts: counts, own: own)
  }

  private func changed(counts: [Split: Int], own: OwnTask?) -> DatasetReference {
    DatasetReference(
      kind: kind, seed: seed, size: size, mapSide: mapSide, labelSide: labelSide,
      supersampling: supersampling, counts: counts, name: name, manifest: manifest,
      splitFile: splitFile, own: own)
  }

  /// The task called `name`, whose labels these data have: their own one, or the dictionary's.
  package func task(_ name: String) -> TaskDefinition? {
    own?.definition.name == name ? own?.definition : TaskDictionary.task(name, of: kind)
  }

  /// The datasets of files that are needed, by name, with what their files must be.
  package var files: [(name: String, manifest: Digest?)] {
    var files: [(name: String, manifest: Digest?)] = []
    if let name { files.append((name, manifest)) }
    if let own, own.dataset != name { files.append((own.dataset, own.manifest)) }
    return files
  }

  /// The name of the images themselves, however many of them are used.
  package var fingerprint: Digest {
    Digest(of: changed(counts: [:], own: nil).json.text(.canonical))
  }

  /// This reference as a JSON object.
  package var json: JSON {
    var members: [JSON.Member] = [
      .init("kind", .string(kind.rawValue)), .init("seed", .number(Double(seed))),
      .init("size", .number(Double(size))), .init("mapSide", .number(Double(mapSide))),
      .init("labelSide", .number(Double(labelSide))),
    ]
    if let name {
      members += [
        .init("name", .string(name)),
        .init("manifest", manifest.map { .string($0.description) } ?? .null),
        .init("splitFile", splitFile.map { .string($0) } ?? .null),
        .init("reader", .number(Double(Self.fileReaderVersion))),
      ]
    } else {
      members += [
        .init("supersampling", .number(Double(supersampling))),
        .init("generator", .number(Double(Self.sceneGeneratorVersion))),
      ]
    }
    members.append(
      .init(
        "splits",
        .object(
          Split.allCases.compactMap { split in
            counts[split].map { .init(split.rawValue, .number(Double($0))) }
          })))
    if let own { members.append(.init("own", own.json)) }
    return .object(members)
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON) throws(Failure) {
    guard let kind = json["kind"]?.text.flatMap(Kind.init(rawValue:)),
      let seed = json["seed"]?.integer, let size = json["size"]?.integer,
      let mapSide = json["mapSide"]?.integer, let labelSide = json["labelSide"]?.integer,
      mapSide > 0, labelSide > 0,
      let splits = json["splits"], (kind == .scenes) == (json["name"]?.text == nil)
    else { throw Failure(.data, "malformed dataset in a job: \(json.text())") }
    var counts: [Split: Int] = [:]
    for member in splits.members ?? [] {
      guard let split = Split(rawValue: member.name), let count = member.value.integer, count >= 0
      else { throw Failure(.data, "malformed split in a job: \(json.text())") }
      counts[split] = count
    }
    self.init(
      kind: kind, seed: seed, size: size, mapSide: mapSide, labelSide: labelSide,
      supersampling: json["supersampling"]?.integer ?? 1,
      counts: counts, name: json["name"]?.text,
      manifest: json["manifest"]?.text.flatMap { Digest(hexadecimal: $0) },
      splitFile: json["splitFile"]?.text,
      own: try json["own"].map { json throws(Failure) in try OwnTask(json: json) })
  }
}
