package import Documents

/// The networks that a run has trained: what `models.json` in its folder says.
package struct ModelList: Hashable, Sendable {
  /// One network.
  package struct Model: Hashable, Sendable {
    /// What it is for: `supervised`, `scratch` or `random`.
    package let role: String
    /// Its task; nil for the random encoder.
    package let task: String?
    /// Images per sample.
    package let views: Int
    /// The SHA-256 of its file, which is its name among the artifacts.
    package let digest: Digest
    /// The file's size in bytes.
    package let size: Int
    /// Trained numbers.
    package let parameters: Int
    /// The mean loss of the last batches of its training; nil where nothing was trained.
    package let trainingLoss: Double?
    /// The mean loss on the test images; nil where it was not evaluated.
    package let testLoss: Double?

    /// Describes a network.
    package init(
      role: String, task: String?, views: Int, digest: Digest, size: Int, parameters: Int,
      trainingLoss: Double?, testLoss: Double?
    ) {
      self.role = role
      self.task = task
      self.views = views
      self.digest = digest
      self.size = size
      self.parameters = parameters
      self.trainingLoss = trainingLoss
      self.testLoss = testLoss
    }

    /// What its file is called: the task, `scratch-TASK` or `random`.
    package var name: String {
      guard let task else { return role }
      return role == Self.supervised ? task : "\(role)-\(task)"
    }

    /// The role of a task's own network.
    package static let supervised = "supervised"
  }

  /// The list's file in the folder of its run.
  package static let fileName = "models.json"

  /// The run's id.
  package let run: String
  /// What people call it.
  package let name: String
  /// When the run was made, in UTC (ISO 8601).
  package let created: String
  /// The networks, in the order of the run's jobs.
  package let models: [Model]

  /// Lists the `models` of a run.
  package init(run: String, name: String, created: String, models: [Model]) {
    self.run = run
    self.name = name
    self.created = created
    self.models = models
  }

  /// The list as JSON.
  package var json: JSON {
    .object([
      .init("run", .string(run)), .init("name", .string(name)),
      .init("created", .string(created)), .init("models", .array(models.map(\.json))),
    ])
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON) throws(Failure) {
    var models: [Model] = []
    for model in json["models"]?.array ?? [] { models.append(try Model(json: model)) }
    self.init(
      run: try json.required("run"), name: try json.required("name"),
      created: try json.required("created"), models: models)
  }
}

extension ModelList.Model {
  fileprivate var json: JSON {
    .object([
      .init("name", .string(name)), .init("role", .string(role)),
      .init("task", task.map { .string($0) } ?? .null),
      .init("views", .number(Double(views))),
      .init("parameters", .number(Double(parameters))),
      .init("trainingLoss", trainingLoss.map { .number($0) } ?? .null),
      .init("testLoss", testLoss.map { .number($0) } ?? .null),
      .init("digest", .string(digest.description)), .init("size", .number(Double(size))),
    ])
  }

  fileprivate init(json: JSON) throws(Failure) {
    guard let digest = Digest(hexadecimal: try json.required("digest")) else {
      throw Failure(.data, "a model with a malformed digest")
    }
    self.init(
      role: try json.required("role"), task: json["task"]?.text,
      views: try json.requiredInteger("views"), digest: digest,
      size: try json.requiredInteger("size"), parameters: try json.requiredInteger("parameters"),
      trainingLoss: json["trainingLoss"]?.number, testLoss: json["testLoss"]?.number)
  }
}
