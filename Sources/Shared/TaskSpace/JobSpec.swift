package import Documents

/// What a person asks for: which tasks, on which data, trained how, combined up to which order.
package struct JobSpec: Hashable, Sendable {
  /// All settings, defaults included, as a JSON object in the order of `SpecField.all`.
  package let json: JSON
  /// The tasks that the spec defines.
  package let own: [OwnTask]

  /// Reads a spec.
  ///
  /// - Parameters:
  ///   - text: the file's content.
  ///   - file: its name, for messages.
  ///   - settings: `KEY=VALUE` from the command line, which win over the file.
  /// - Throws: `Failure` (data, or usage for `settings`) that names the place and the remedy.
  package init(text: String, file: String, settings: [String] = []) throws(Failure) {
    let document: JSON.Document
    do {
      document = try JSON.document(text)
    } catch {
      throw Failure(.data, "\(file): \(error.message)")
    }
    var reader = SpecReader(document, file: file)
    try reader.readFile()
    for setting in settings { try reader.apply(setting) }
    let own = OwnTaskReader(
      reader: reader, images: Self.dataset(reader.values),
      manifests: Self.manifests(reader.values["manifests"]))
    self.init(
      values: reader.values, own: try own.tasks(in: reader.values["define"] ?? .array([])))
    try SpecChecker(spec: self, reader: reader).check()
  }

  /// Reads a spec that was checked before and kept as `json`.
  ///
  /// - Throws: `Failure` (data) where it is malformed.
  package init(kept json: JSON) throws(Failure) {
    try self.init(text: json.text(), file: "the journal's spec")
  }

  /// The same spec, which rests on the files whose digests are `manifests`.
  ///
  /// - Throws: `Failure` (data) as `init(text:file:settings:)` does.
  package func resting(on manifests: [(name: String, digest: Digest)]) throws(Failure) -> JobSpec {
    var members = json.members ?? []
    guard let place = members.firstIndex(where: { $0.name == "manifests" }) else {
      preconditionFailure("a spec has all fields")
    }
    var digests = (members[place].value.members ?? []).filter { member in
      !manifests.contains { $0.name == member.name }
    }
    digests += manifests.map { .init($0.name, .string($0.digest.description)) }
    members[place].value = .object(digests.sorted { $0.name < $1.name })
    return try JobSpec(kept: .object(members))
  }

  /// The name of the images' files; nil for rendered rooms.
  private static func dataset(_ values: [String: JSON]) -> String? {
    let kind = values["data"]?.text ?? DatasetReference.Kind.scenes.rawValue
    if kind == DatasetReference.Kind.scenes.rawValue { return nil }
    return values["dataset"]?.text ?? kind
  }

  private static func manifests(_ json: JSON?) -> [String: Digest] {
    var manifests: [String: Digest] = [:]
    for member in json?.members ?? [] {
      manifests[member.name] = Digest(hexadecimal: member.value.text ?? "")
    }
    return manifests
  }

  private init(values: [String: JSON], own: [OwnTask]) {
    self.own = own
    var root: [JSON.Member] = []
    for field in SpecField.all {
      let value = values[field.path] ?? field.fallback
      let parts = field.path.split(separator: ".").map(String.init)
      if parts.count == 1 {
        root.append(.init(parts[0], value))
      } else if let index = root.firstIndex(where: { $0.name == parts[0] }) {
        root[index].value = .object(
          (root[index].value.members ?? []) + [.init(parts[1], value)])
      } else {
        root.append(.init(parts[0], .object([.init(parts[1], value)])))
      }
    }
    json = .object(root)
  }

  /// The value at `path`, which is a field's.
  subscript(path: String) -> JSON {
    var value = json
    for part in path.split(separator: ".") {
      guard let next = value[String(part)] else { preconditionFailure("no field \(path)") }
      value = next
    }
    return value
  }

  private func integer(_ path: String) -> Int {
    guard let value = self[path].integer else { preconditionFailure("\(path) was checked") }
    return value
  }

  private func decimal(_ path: String) -> Double {
    guard let value = self[path].number else { preconditionFailure("\(path) was checked") }
    return value
  }

  func text(_ path: String) -> String {
    guard let value = self[path].text else { preconditionFailure("\(path) was checked") }
    return value
  }

  private func choice<Choice: RawRepresentable<String>>(_ path: String) -> Choice {
    guard let choice = Choice(rawValue: text(path)) else {
      preconditionFailure("\(path) was checked")
    }
    return choice
  }

  private func names(_ path: String) -> [String]? {
    self[path].array?.compactMap { name in
      name.text.map { TaskDictionary.task($0)?.name ?? $0 }
    }
  }

  /// The task called `name`, by its name or an alias, or as the spec defines it; nil where there is
  /// none.
  package func task(_ name: String) -> TaskDefinition? {
    TaskDictionary.task(name, of: data.kind) ?? own.first { $0.definition.name == name }?.definition
  }

  /// What people call the run.
  package var name: String { text("name") }
  /// The seed of everything random but the data.
  package var seed: Int { integer("seed") }

  /// The tasks, in the order of the dictionary, then those that the spec defines.
  package var tasks: [TaskDefinition] {
    let chosen = Set(names("tasks") ?? [])
    let kind = data.kind
    return TaskDictionary.all.filter { chosen.contains($0.name) }
      .compactMap { TaskDictionary.task($0.name, of: kind) } + own.map(\.definition)
  }

  /// The sources: tasks in the order of `tasks`, then the random encoder.
  package var sources: [String] {
    let chosen = names("sources").map { Set($0) }
    return (tasks.filter(\.isSource).map(\.name) + [TaskDictionary.random]).filter {
      chosen?.contains($0) ?? true
    }
  }

  /// The targets, in the order of `tasks`.
  package var targets: [TaskDefinition] {
    let chosen = names("targets").map { Set($0) }
    return tasks.filter { chosen?.contains($0.name) ?? $0.isTarget }
  }

  /// The data of jobs that concern `task`: its labels belong to them where the spec defines it.
  package func data(for task: TaskDefinition) -> DatasetReference {
    data.labelled(by: own.first { $0.definition.name == task.name })
  }

  /// The datasets of files that the run needs and nobody has named yet, sorted.
  package var missingManifests: [String] {
    let needed = [data] + own.map { data.labelled(by: $0) }
    return Set(needed.flatMap(\.files).filter { $0.manifest == nil }.map(\.name)).sorted()
  }

  /// The datasets of files that the run needs, sorted.
  package var datasets: [String] {
    let needed = [data] + own.map { data.labelled(by: $0) }
    return Set(needed.flatMap(\.files).map(\.name)).sorted()
  }

  /// The data.
  package var data: DatasetReference {
    let kind: DatasetReference.Kind = choice("data")
    let name = kind == .scenes ? nil : self["dataset"].text ?? kind.rawValue
    let sides = network.sides(size: integer("size"))
    return DatasetReference(
      kind: kind, seed: integer("scenes.seed"), size: integer("size"), mapSide: sides.maps,
      labelSide: sides.labels, supersampling: integer("scenes.supersampling"),
      counts: [
        .train: integer("splits.train"), .transfer: integer("splits.transfer"),
        // Only estimates look at them.
        .validation: screeningOrder > 0 ? integer("splits.validation") : 0,
        .test: integer("splits.test"),
      ], name: name, manifest: name.flatMap { Self.manifests(self["manifests"])[$0] },
      splitFile: kind == .taskonomy ? self["taskonomy.splits"].text : nil)
  }

  /// The architecture.
  package var network: NetworkChoice {
    NetworkChoice(
      encoder: choice("network.encoder"), width: integer("network.width"),
      representation: integer("network.representation"))
  }

  /// How the networks of tasks of one view are trained.
  package var training: TrainingSettings { training(steps: integer("training.steps")) }

  /// How the network of `task` is trained.
  package func training(for task: TaskDefinition) -> TrainingSettings {
    let factor =
      if task.turns > 1 {
        integer("training.matchingFactor")
      } else {
        task.views > 1 ? integer("training.viewFactor") : 1
      }
    return training(steps: factor * integer("training.steps"))
  }

  private func training(steps: Int) -> TrainingSettings {
    TrainingSettings(
      steps: steps, batch: integer("training.batch"),
      learningRate: decimal("training.learningRate"),
      weightDecay: decimal("training.weightDecay"), optimizer: choice("training.optimizer"))
  }

  /// How the opponent of Gain for `target` is trained.
  package func scratch(for target: TaskDefinition) -> TrainingSettings {
    training(
      steps: integer(target.target.isMap ? "scratch.steps" : "scratch.vectorSteps"))
  }

  /// How readouts to `target` are trained.
  package func transfer(to target: TaskDefinition) -> TrainingSettings {
    let isMap = target.target.isMap
    return TrainingSettings(
      steps: integer(isMap ? "transfer.steps" : "transfer.vectorSteps"),
      batch: integer("transfer.batch"), learningRate: decimal("transfer.learningRate"),
      weightDecay: decimal(isMap ? "transfer.weightDecay" : "transfer.vectorWeightDecay"),
      optimizer: choice("transfer.optimizer"))
  }

  /// Units of a readout's hidden layer.
  package var hidden: Int { integer("transfer.hidden") }
  /// The highest order of a transfer.
  package var maximumOrder: Int { integer("orders.maximum") }
  /// How many of a target's best sources are combined.
  package var beam: Int { integer("orders.beam") }
  /// Who proposes the sets of higher order to train.
  package enum Proposer: String, Hashable, Sendable, CaseIterable {
    /// The paper's rule: sets of the best first-order sources.
    case paper
    /// The closed-form estimates: the best sets of each order.
    case screening
  }

  /// Who proposes the sets of higher order.
  package var proposer: Proposer { choice("orders.propose") }

  /// How many sets of each higher order the estimates propose.
  package var proposals: Int { integer("orders.proposals") }
  /// The highest order of closed-form estimates; 0 for none.
  package var screeningOrder: Int { integer("screening.maximum") }
  /// How many sets of an order the estimates extend to the next.
  package var screeningBeam: Int { integer("screening.beam") }
  /// Whether nothing but the estimates makes the map.
  package var isEstimate: Bool { self["estimate"] == true }

  /// Test images kept with their predictions.
  package var pictures: Int { integer("pictures") }
  /// How often a job may fail.
  package var maximumAttempts: Int { integer("attempts") }
  /// How often workers may die of a job.
  package var maximumCrashes: Int { integer("crashes") }

  /// Whether large products go to a BLAS library.
  package var usesBLAS: Bool { self["blas"] == true }

  /// The arithmetic.
  package var numerics: NumericsClass {
    let name = text("numerics")
    return NumericsClass(self["blas"] == true ? "\(name)+blas" : name)
  }

  /// The spec's JSON schema (draft 2020-12), every field with its default.
  package static var schema: JSON {
    var root: [JSON.Member] = [
      .init("$schema", ["type": "string", "description": "Where this schema is."])
    ]
    for field in SpecField.all {
      let parts = field.path.split(separator: ".").map(String.init)
      if parts.count == 1 {
        root.append(.init(parts[0], field.schema))
      } else if let index = root.firstIndex(where: { $0.name == parts[0] }) {
        let inner = root[index].value["properties"]?.members ?? []
        root[index].value = group(inner + [.init(parts[1], field.schema)])
      } else {
        root.append(.init(parts[0], group([.init(parts[1], field.schema)])))
      }
    }
    return .object([
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
      .init("title", "Taskmap job spec"), .init("type", "object"),
      .init("additionalProperties", false), .init("properties", .object(root)),
    ])
  }

  private static func group(_ members: [JSON.Member]) -> JSON {
    .object([
      .init("type", "object"), .init("additionalProperties", false),
      .init("properties", .object(members)),
    ])
  }
}
