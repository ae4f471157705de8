package import Documents

/// A task that a job spec defines: labels that lie in a dataset of files, a head and a loss.
package struct OwnTask: Hashable, Sendable {
  /// Where the label of an image is found.
  package enum Labels: Hashable, Sendable {
    /// A PNG file per image, `FOLDER/IMAGE.png`; a sample counts `scale` times its raw value, one
    /// of raw value `invalid` not at all.
    case maps(folder: String, scale: Double, invalid: Int?)
    /// Columns of a table with a row per image, named in the column `image`; an empty field is no
    /// label.
    case table(file: String, image: String, columns: [String])
  }

  /// The task as all others are defined.
  package let definition: TaskDefinition
  /// Where the labels are.
  package let labels: Labels
  /// The names of the classes as the table writes them; empty where it has their numbers.
  package let classNames: [String]
  /// The dataset in which the labels lie, as `--data NAME=DIR` calls it.
  package let dataset: String
  /// The files of that dataset; nil as long as nobody said which.
  package let manifest: Digest?

  /// Makes a task.
  package init(
    _ definition: TaskDefinition, labels: Labels, classNames: [String], dataset: String,
    manifest: Digest?
  ) {
    self.definition = definition
    self.labels = labels
    self.classNames = classNames
    self.dataset = dataset
    self.manifest = manifest
  }

  /// What results depend on, as a JSON object: the name, the labels, the head and the loss.
  package var json: JSON {
    var members: [JSON.Member] = [
      .init("name", .string(definition.name)), .init("loss", .string(definition.loss.rawValue)),
      .init("head", .string(definition.target.head)),
      .init("channels", .number(Double(definition.target.channels))),
    ]
    switch labels {
    case .maps(let folder, let scale, let invalid):
      members += [
        .init("folder", .string(folder)), .init("scale", .number(scale)),
        .init("invalid", invalid.map { .number(Double($0)) } ?? .null),
      ]
    case .table(let file, let image, let columns):
      members += [
        .init("csv", .string(file)), .init("image", .string(image)),
        .init("columns", .texts(columns)), .init("classes", .texts(classNames)),
      ]
    }
    members += [
      .init("data", .string(dataset)),
      .init("manifest", manifest.map { .string($0.description) } ?? .null),
    ]
    return .object(members)
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON) throws(Failure) {
    guard let loss = LossFunction(rawValue: try json.required("loss")),
      let target = TargetShape(
        head: try json.required("head"), channels: try json.requiredInteger("channels"))
    else { throw Failure(.data, "malformed task in a job: \(json.text())") }
    let labels: Labels
    if let file = json["csv"]?.text {
      labels = .table(
        file: file, image: try json.required("image"),
        columns: try json.requiredTexts("columns"))
    } else {
      labels = .maps(
        folder: try json.required("folder"), scale: json["scale"]?.number ?? 1,
        invalid: json["invalid"]?.integer)
    }
    self.init(
      .own(try json.required("name"), target: target, loss: loss), labels: labels,
      classNames: json["classes"] == nil ? [] : try json.requiredTexts("classes"),
      dataset: try json.required("data"),
      manifest: json["manifest"]?.text.flatMap { Digest(hexadecimal: $0) })
  }
}

extension TaskDefinition {
  /// A task of one image that stands in no dictionary.
  static func own(
    _ name: String, group: Group = .semantic, role: Role = .both, target: TargetShape,
    loss: LossFunction, summary: String = ""
  ) -> TaskDefinition {
    TaskDefinition(
      name: name, aliases: [], group: group, role: role, views: 1, input: .clean, target: target,
      loss: loss, summary: summary)
  }
}

extension TargetShape {
  /// The heads that a spec may ask for, each with the losses that fit it.
  static let heads: [(name: String, losses: [LossFunction])] = [
    ("map", [.absolute, .squared, .binaryCrossEntropy]),
    ("labels", [.crossEntropy, .weightedCrossEntropy]),
    ("numbers", [.squared, .absolute, .binaryCrossEntropy]), ("classes", [.crossEntropy]),
  ]

  /// The shape that the head called `name` gives, with the resolution of the dictionary's maps;
  /// nil where there is no such head.
  init?(head name: String, channels: Int) {
    guard channels > 0 else { return nil }
    switch name {
    case "map": self = .map(channels: channels)
    case "labels": self = .labels(classes: channels)
    case "numbers": self = .vector(channels)
    case "classes": self = .classes(channels)
    default: return nil
    }
  }

  /// The name of the head in a spec.
  package var head: String {
    switch self {
    case .map: "map"
    case .labels: "labels"
    case .vector: "numbers"
    case .classes: "classes"
    case .distribution: "distribution"
    }
  }
}
