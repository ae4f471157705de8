package import Documents

/// One setting of a job spec: its place, what it may be, and its default.
package struct SpecField: Sendable {
  /// What a value may be.
  package enum Kind: Sendable {
    case integer(ClosedRange<Int>)
    case decimal(ClosedRange<Double>)
    case flag
    case text
    case choice([String])
    /// A text that is not empty, or null.
    case optionalText
    /// A list of tasks' definitions.
    case definitions
    /// SHA-256 digests by name.
    case digests
    /// Names of tasks; `isOptional` allows null, for "decided by the program".
    case tasks(isOptional: Bool)
  }

  /// The path in the file, such as `training.steps`.
  package let path: String
  /// What the value may be.
  package let kind: Kind
  /// The value where the file has none.
  package let fallback: JSON
  /// One sentence for people.
  package let summary: String

  init(_ path: String, _ kind: Kind, _ fallback: JSON, _ summary: String) {
    self.path = path
    self.kind = kind
    self.fallback = fallback
    self.summary = summary
  }

  /// What is wrong with `value`, as the end of a sentence; nil where it is fine.
  func complaint(about value: JSON) -> String? {
    switch kind {
    case .integer(let range):
      if let number = value.integer, range.contains(number) { return nil }
      return "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .decimal(let range):
      if let number = value.number, range.contains(number) { return nil }
      return "must be a number from \(range.lowerBound) to \(range.upperBound)"
    case .flag: return value.bool == nil ? "must be true or false" : nil
    case .text: return value.text?.isEmpty == false ? nil : "must be a text that is not empty"
    case .choice(let choices):
      if let text = value.text, choices.contains(text) { return nil }
      return "must be one of \(choices.joined(separator: ", "))"
    case .optionalText:
      return value == .null || value.text?.isEmpty == false ? nil : "must be a text or null"
    case .definitions: return value.array == nil ? "must be a list of tasks' definitions" : nil
    case .digests:
      let digests = value.members?.map { Digest(hexadecimal: $0.value.text ?? "") }
      return digests?.allSatisfy { $0 != nil } == true
        ? nil : "must be an object of names with digests of 64 hexadecimal digits"
    case .tasks(let isOptional):
      if isOptional, value == .null { return nil }
      guard let elements = value.array, !elements.isEmpty else {
        return "must be a list of at least one task's name"
      }
      return elements.allSatisfy { $0.text != nil } ? nil : "must hold nothing but tasks' names"
    }
  }

  /// This field in a JSON schema (draft 2020-12).
  var schema: JSON {
    var members: [JSON.Member] = []
    switch kind {
    case .integer(let range):
      members = [
        .init("type", "integer"), .init("minimum", .number(Double(range.lowerBound))),
        .init("maximum", .number(Double(range.upperBound))),
      ]
    case .decimal(let range):
      members = [
        .init("type", "number"), .init("minimum", .number(range.lowerBound)),
        .init("maximum", .number(range.upperBound)),
      ]
    case .flag: members = [.init("type", "boolean")]
    case .text: members = [.init("type", "string"), .init("minLength", 1)]
    case .choice(let choices): members = [.init("enum", .texts(choices))]
    case .optionalText: members = [.init("type", ["string", "null"]), .init("minLength", 1)]
    case .definitions: members = OwnTask.schema
    case .digests:
      members = [
        .init("type", "object"),
        .init(
          "additionalProperties", ["type": "string", "pattern": "^[0-9a-f]{64}$"]),
      ]
    case .tasks(let isOptional):
      members = [
        .init("type", isOptional ? ["array", "null"] : "array"),
        .init("items", ["type": "string"]), .init("minItems", 1),
      ]
    }
    return .object(
      members + [.init("default", fallback), .init("description", .string(summary))])
  }
}
