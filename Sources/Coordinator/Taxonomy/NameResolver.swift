internal import Documents

/// Finds what the affinities call a task that a person names.
struct NameResolver {
  private let known: Set<String>
  private let role: String
  private let aliases: [[String]]

  /// - Parameters:
  ///   - known: the names that the affinities have.
  ///   - role: what messages call such a name, `source` or `target`.
  ///   - aliases: groups of names for one task.
  init(known: [String], _ role: String, _ aliases: [[String]]) {
    self.known = Set(known)
    self.role = role
    self.aliases = aliases
  }

  /// The names in the affinities, sorted, each once.
  func resolve(_ names: [String]) throws(Failure) -> [String] {
    var resolved = Set<String>()
    for name in names { resolved.insert(try resolve(name)) }
    return resolved.sorted()
  }

  /// Numbers per name, each zero or more, by the names in the affinities.
  func resolve(_ numbers: [String: Double], _ what: String) throws(Failure) -> [String: Double] {
    var resolved: [String: Double] = [:]
    for name in numbers.keys.sorted() {
      guard let number = numbers[name], number >= 0, number.isFinite else {
        throw Failure(.usage, "the \(what) of “\(name)” is not zero or more")
      }
      if let other = resolved.updateValue(number, forKey: try resolve(name)), other != number {
        throw Failure(.usage, "“\(name)” has two different values of \(what)")
      }
    }
    return resolved
  }

  private func resolve(_ name: String) throws(Failure) -> String {
    if known.contains(name) { return name }
    let group = aliases.first { $0.contains(name) } ?? []
    let matches = group.filter { known.contains($0) }.sorted()
    guard let match = matches.first else {
      let near = nearest(to: name).map { "; did you mean “\($0)”?" } ?? ""
      throw Failure(.usage, "the affinities have no \(role) “\(name)”\(near)")
    }
    guard matches.count == 1 else {
      throw Failure(
        .usage, "“\(name)” can mean \(matches.joined(separator: " or ")); name the one meant")
    }
    return match
  }

  /// The known name that the fewest edits lead to; nil where none is close.
  private func nearest(to name: String) -> String? {
    let distances = known.sorted().map { (name: $0, distance: Self.distance($0, name)) }
    guard let nearest = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return nearest.distance * 2 <= max(name.count, 2) ? nearest.name : nil
  }

  /// The number of single-letter edits between two names (Levenshtein).
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right.unicodeScalars)
    var row = Array(0...right.count)
    for (index, letter) in left.unicodeScalars.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let substitution = diagonal + (right[column] == letter ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substitution, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
