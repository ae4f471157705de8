internal import Documents

/// Reads the tasks that a spec defines, and says where one is wrong.
struct OwnTaskReader {
  /// Classes or numbers that a head may have.
  private static let mostChannels = 1_000
  private static let mostTasks = 100
  private static let members = [
    "name", "summary", "group", "role", "labels", "head", "loss", "channels", "classes",
  ]
  private static let labelMembers = [
    "data", "folder", "scale", "invalid", "csv", "image", "column", "columns",
  ]

  let reader: SpecReader
  /// The dataset of the spec's images; nil for rendered rooms.
  let images: String?
  /// The files of the datasets, as far as they are known.
  let manifests: [String: Digest]

  /// The tasks of `list`, the value of the spec's `define`.
  func tasks(in list: JSON) throws(Failure) -> [OwnTask] {
    let elements = list.array ?? []
    guard elements.count <= Self.mostTasks else {
      throw reader.failure(at: "define", "a spec defines at most \(Self.mostTasks) tasks")
    }
    var tasks: [OwnTask] = []
    for (index, element) in elements.enumerated() {
      let task = try task(element, at: "define.\(index)")
      guard !tasks.contains(where: { $0.definition.name == task.definition.name }) else {
        throw reader.failure(
          at: "define.\(index).name", "the task \(task.definition.name) is defined twice")
      }
      tasks.append(task)
    }
    return tasks
  }

  private func task(_ json: JSON, at path: String) throws(Failure) -> OwnTask {
    try check(json, has: Self.members, at: path)
    let name = try name(json, at: path)
    guard let labels = json["labels"] else {
      throw reader.failure(at: path, "the task \(name) does not say where its \"labels\" are")
    }
    try check(labels, has: Self.labelMembers, at: "\(path).labels")
    let source = try source(labels, at: "\(path).labels")
    let (target, classNames) = try target(json, source, at: path)
    guard let dataset = try text(labels, "data", at: "\(path).labels") ?? images else {
      throw reader.failure(
        at: "\(path).labels",
        "say in \"data\" in which dataset the labels are; --data NAME=DIR tells where it lies")
    }
    let group = try choice(
      json, "group", TaskDefinition.Group.allCases.map(\.rawValue), or: "semantic", at: path)
    let role = try choice(json, "role", ["both", "source", "target"], or: "both", at: path)
    let definition = TaskDefinition.own(
      name, group: TaskDefinition.Group(rawValue: group) ?? .semantic,
      role: TaskDefinition.Role(rawValue: role) ?? .both, target: target,
      loss: try loss(json, of: target, at: path),
      summary: try text(json, "summary", at: path) ?? "")
    return OwnTask(
      definition, labels: source, classNames: classNames, dataset: dataset,
      manifest: manifests[dataset])
  }

  private func name(_ json: JSON, at path: String) throws(Failure) -> String {
    guard let name = try text(json, "name", at: path) else {
      throw reader.failure(at: path, "a task needs a \"name\"")
    }
    let isPlain = name.utf8.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
    guard isPlain, name.utf8.count <= 40 else {
      throw reader.failure(
        at: "\(path).name",
        "a task's name consists of at most 40 small letters, digits and underscores; this is "
          + "\"\(name)\"")
    }
    let reserved = [
      TaskDictionary.random, TaskDictionary.supervised, TaskDictionary.scratch,
      TaskDictionary.average,
    ]
    guard TaskDictionary.task(name) == nil, !reserved.contains(name) else {
      throw reader.failure(
        at: "\(path).name", "\"\(name)\" already means something; find another name")
    }
    return name
  }

  private func source(_ json: JSON, at path: String) throws(Failure) -> OwnTask.Labels {
    let folder = try text(json, "folder", at: path)
    let file = try text(json, "csv", at: path)
    for relative in [folder, file].compactMap(\.self) {
      guard !relative.hasPrefix("/"), !relative.split(separator: "/").contains("..") else {
        throw reader.failure(
          at: path, "\"\(relative)\" must lie inside the dataset: a path relative to its folder")
      }
    }
    switch (folder, file) {
    case (let folder?, nil):
      let scale = json["scale"] ?? 1
      guard let number = scale.number, number != 0 else {
        throw reader.failure(at: "\(path).scale", "\"scale\" must be a number other than 0")
      }
      let invalid = json["invalid"] ?? .null
      guard invalid == .null || (0...65_535).contains(invalid.integer ?? -1) else {
        throw reader.failure(
          at: "\(path).invalid", "\"invalid\" must be a raw value from 0 to 65535, or null")
      }
      return .maps(folder: folder, scale: number, invalid: invalid.integer)
    case (nil, let file?):
      let image = try text(json, "image", at: path) ?? "image"
      return .table(file: file, image: image, columns: try columns(json, at: path))
    default:
      throw reader.failure(
        at: path, "labels are either in a \"folder\" of PNG maps or in a \"csv\" file")
    }
  }

  private func columns(_ json: JSON, at path: String) throws(Failure) -> [String] {
    if let column = try text(json, "column", at: path) {
      guard json["columns"] == nil else {
        throw reader.failure(at: "\(path).columns", "write either \"column\" or \"columns\"")
      }
      return [column]
    }
    let names = (json["columns"]?.array ?? []).compactMap(\.text)
    guard !names.isEmpty, names.count == json["columns"]?.array?.count,
      names.count == Set(names).count, names.count <= Self.mostChannels
    else {
      throw reader.failure(
        at: path, "name the label's \"column\" of the table, or a list of different \"columns\"")
    }
    return names
  }

  private func target(
    _ json: JSON, _ source: OwnTask.Labels, at path: String
  ) throws(Failure) -> (TargetShape, classNames: [String]) {
    let isMap = if case .maps = source { true } else { false }
    let heads = isMap ? ["map", "labels"] : ["numbers", "classes"]
    let usual = json["classes"] == nil ? heads[0] : heads[1]
    let head = try choice(json, "head", heads, or: usual, at: path)
    var channels = 1
    var classNames: [String] = []
    if head == "labels" || head == "classes" {
      (channels, classNames) = try classes(json, areNamesAllowed: !isMap, at: path)
    } else if case .table(_, _, let columns) = source {
      channels = columns.count
    } else if let given = json["channels"] {
      guard let number = given.integer, number == 1 || number == 3 else {
        throw reader.failure(
          at: "\(path).channels", "\"channels\" of a map are 1 (grey) or 3 (red, green, blue)")
      }
      channels = number
    }
    if case .table(_, _, let columns) = source, head == "classes", columns.count > 1 {
      throw reader.failure(at: "\(path).labels.columns", "classes stand in one column")
    }
    guard let target = TargetShape(head: head, channels: channels) else {
      preconditionFailure("the head is one of those that there are")
    }
    return (target, classNames)
  }

  private func classes(
    _ json: JSON, areNamesAllowed: Bool, at path: String
  ) throws(Failure) -> (Int, [String]) {
    let most = Self.mostChannels
    if let count = json["classes"]?.integer, (2...most).contains(count) { return (count, []) }
    let names = (json["classes"]?.array ?? []).compactMap(\.text)
    guard areNamesAllowed, names.count == json["classes"]?.array?.count,
      (2...most).contains(names.count), names.count == Set(names).count
    else {
      throw reader.failure(
        at: json["classes"] == nil ? path : "\(path).classes",
        "\"classes\" must be a number from 2 to \(most)"
          + (areNamesAllowed ? ", or the list of their different names" : ""))
    }
    return (names.count, names)
  }

  private func loss(
    _ json: JSON, of target: TargetShape, at path: String
  ) throws(Failure) -> LossFunction {
    let fitting = TargetShape.heads.first { $0.name == target.head }?.losses ?? []
    let name = try choice(
      json, "loss", fitting.map(\.rawValue), or: fitting.first?.rawValue ?? "", at: path)
    guard let loss = LossFunction(rawValue: name) else {
      preconditionFailure("the loss is one of those that fit")
    }
    return loss
  }

  // MARK: Members

  private func check(_ json: JSON, has names: [String], at path: String) throws(Failure) {
    guard let members = json.members else {
      throw reader.failure(at: path, "this must be an object")
    }
    for member in members where !names.contains(member.name) {
      throw reader.failure(
        at: "\(path).\(member.name)",
        "unknown setting \"\(member.name)\"; here may stand \(names.joined(separator: ", "))")
    }
  }

  private func text(_ json: JSON, _ name: String, at path: String) throws(Failure) -> String? {
    guard let value = json[name] else { return nil }
    guard let text = value.text, !text.isEmpty else {
      throw reader.failure(at: "\(path).\(name)", "\"\(name)\" must be a text that is not empty")
    }
    return text
  }

  private func choice(
    _ json: JSON, _ name: String, _ choices: [String], or usual: String, at path: String
  ) throws(Failure) -> String {
    guard let value = try text(json, name, at: path) else { return usual }
    guard choices.contains(value) else {
      throw reader.failure(
        at: "\(path).\(name)",
        "\"\(name)\" must be one of \(choices.joined(separator: ", ")) here; it is \"\(value)\"")
    }
    return value
  }
}
