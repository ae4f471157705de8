extension String {
  /// The text as people may be shown it; nil where it has more than `limit` bytes.
  ///
  /// What others send may hold characters that do things to a terminal, or make a text read
  /// otherwise than it is written: each becomes a space.
  package func asLine(upTo limit: Int) -> String? {
    guard utf8.count <= limit else { return nil }
    if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return self }
    var line = UnicodeScalarView()
    for scalar in unicodeScalars { line.append(Self.isHarmless(scalar) ? scalar : " ") }
    return String(line)
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return false
    // Overrides of the direction of writing (unicode.org/reports/tr9).
    case .format:
      return !(0x202a...0x202e).contains(scalar.value)
        && !(0x2066...0x2069).contains(scalar.value)
    default: return true
    }
  }
}
