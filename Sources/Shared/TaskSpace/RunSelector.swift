package import Documents

/// Finds the run that a person means: by id, unique prefix, or `last`.
package enum RunSelector {
  /// The id among `ids`, oldest first, that `text` means.
  ///
  /// - Throws: `Failure` (missingInput) where there is none or more than one.
  package static func find(_ text: String, among ids: [String]) throws(Failure) -> String {
    if text == "last" {
      guard let last = ids.last else {
        throw Failure(.missingInput, "there is no run yet; submit one first")
      }
      return last
    }
    if ids.contains(text) { return text }
    let matches = ids.filter { $0.hasPrefix(text) }
    guard let match = matches.first else {
      let known = ids.suffix(5).joined(separator: ", ")
      throw Failure(
        .missingInput,
        "there is no run '\(text)'" + (known.isEmpty ? "" : "; the newest are \(known)"))
    }
    guard matches.count == 1 else {
      throw Failure(
        .missingInput, "'\(text)' may mean \(matches.joined(separator: " or ")); write more of it")
    }
    return match
  }
}
