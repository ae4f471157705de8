package import Documents

/// A section of docs/json.md, to compare what a command prints with.
package struct DocumentedJSON {
  /// All words that stand in quotes: names of members, and a few values.
  private let words: Set<String>
  /// Documents within the document: those that are no part of the documentation, and those that
  /// another section has.
  private static let opaque: Set = [
    "spec", "recipe", "result", "provenance", "chance", "tree", "taxonomies",
  ]

  /// The section with this heading; nil where the page has none.
  package init?(_ heading: String, page: String) {
    let parts = page.split(separator: "\n## ").dropFirst()
    guard let part = parts.first(where: { $0.prefix { $0 != "\n" }.contains(heading) }) else {
      return nil
    }
    var words: Set<String> = []
    // What stands between two marks, and what stands between one thing in marks and the next,
    // look alike; only the former is a single word.
    for piece in part.split(separator: "\"", omittingEmptySubsequences: false)
    where !piece.isEmpty && piece.allSatisfy({ $0.isLetter || $0 == "-" }) {
      words.insert(String(piece))
    }
    self.words = words
  }

  /// The names of members in `document` that the section does not have, sorted.
  package func undocumented(_ document: JSON) -> [String] {
    Self.names(in: document).subtracting(words).sorted()
  }

  /// Words in quotes of the section that are neither members of `documents` nor among `values`.
  package func unknown(_ documents: [JSON], values: [String]) -> [String] {
    let known = documents.reduce(into: Set(values)) { $0.formUnion(Self.names(in: $1)) }
    return words.subtracting(known).sorted()
  }

  private static func names(in document: JSON) -> Set<String> {
    if let elements = document.array {
      return elements.reduce(into: []) { $0.formUnion(names(in: $1)) }
    }
    var found: Set<String> = []
    for member in document.members ?? [] {
      found.insert(member.name)
      if !opaque.contains(member.name) { found.formUnion(names(in: member.value)) }
    }
    return found
  }
}
