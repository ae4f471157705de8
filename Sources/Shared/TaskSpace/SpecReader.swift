internal import Documents

/// Collects a spec's values from its file and the command line, and knows where each stood.
struct SpecReader {
  private let document: JSON.Document
  private let file: String
  /// The values that were given, by path.
  private(set) var values: [String: JSON] = [:]
  private var settings: [String: String] = [:]

  init(_ document: JSON.Document, file: String) {
    self.document = document
    self.file = file
  }

  mutating func readFile() throws(Failure) {
    try read(document.value, at: "")
  }

  private mutating func read(_ value: JSON, at path: String) throws(Failure) {
    guard let members = value.members else {
      throw failure(at: path, "\(path.isEmpty ? "a spec" : "\"\(path)\"") must be an object")
    }
    for member in members {
      let inner = path.isEmpty ? member.name : "\(path).\(member.name)"
      if inner == "$schema" { continue }
      guard !member.name.contains(".") else {
        throw failure(at: inner, "\"\(member.name)\": write settings of a group inside its object")
      }
      if let field = SpecField.all.first(where: { $0.path == inner }) {
        try check(member.value, for: field)
        values[inner] = member.value
      } else if path.isEmpty, SpecField.all.contains(where: { $0.path.hasPrefix(inner + ".") }) {
        try read(member.value, at: inner)
      } else {
        throw failure(at: inner, "unknown setting \"\(inner)\"\(Self.hint(inner))")
      }
    }
  }

  /// Takes `KEY=VALUE`; the value is JSON, or a plain text where it is none.
  mutating func apply(_ setting: String) throws(Failure) {
    let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw Failure(.usage, "--set \(setting): write it as KEY=VALUE")
    }
    let path = String(parts[0])
    guard let field = SpecField.all.first(where: { $0.path == path }) else {
      throw Failure(.usage, "--set \(setting): unknown setting \"\(path)\"\(Self.hint(path))")
    }
    settings[path] = setting
    let value = Self.value(String(parts[1]), for: field)
    try check(value, for: field)
    values[path] = value
  }

  private static func value(_ text: String, for field: SpecField) -> JSON {
    if case .tasks = field.kind, !text.hasPrefix("["), text != "null" {
      return .texts(text.split(separator: ",").map(String.init))
    }
    switch field.kind {
    case .text, .choice: return .string(text)
    default: return (try? JSON(reading: text)) ?? .string(text)
    }
  }

  private func check(_ value: JSON, for field: SpecField) throws(Failure) {
    guard let complaint = field.complaint(about: value) else { return }
    throw failure(at: field.path, "\"\(field.path)\" \(complaint); it is \(value.text())")
  }

  /// A failure that names the place of the setting at `path`.
  func failure(at path: String, _ message: String) -> Failure {
    let field = SpecField.all.first { path == $0.path || path.hasPrefix("\($0.path).") }
    if let setting = settings[field?.path ?? path] {
      return Failure(.usage, "--set \(setting): \(message)")
    }
    let place = document.positions[path].map { "\(file): \($0): " } ?? "\(file): "
    return Failure(.data, place + message)
  }

  /// Edits up to which what was written is taken for a field's name.
  private static let mostEdits = 2

  private static func hint(_ path: String) -> String {
    let paths = SpecField.all.map(\.path)
    let leaf = path.split(separator: ".").last.map(String.init) ?? path
    let nearest = paths.min { distance($0, path, leaf) < distance($1, path, leaf) }
    guard let nearest, distance(nearest, path, leaf) <= mostEdits else {
      return "; the schema in jobs/ lists all of them"
    }
    return "; did you mean \"\(nearest)\"?"
  }

  /// Edits between a field's path, or its last part, and what was written.
  private static func distance(_ field: String, _ path: String, _ leaf: String) -> Int {
    let last = field.split(separator: ".").last.map(String.init) ?? field
    return min(editDistance(field, path), editDistance(last, leaf))
  }

  /// Insertions, deletions and substitutions of bytes between two texts; where they are surely more
  /// than `mostEdits`, any number above that: names from elsewhere may be of any length.
  private static func editDistance(_ left: String, _ right: String) -> Int {
    guard abs(left.utf8.count - right.utf8.count) <= mostEdits else { return mostEdits + 1 }
    let right = Array(right.utf8)
    var row = Array(0...right.count)
    for (index, letter) in left.utf8.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let substitution = diagonal + (right[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substitution, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}
