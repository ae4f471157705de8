/// Text as a terminal shows it: how many columns it takes, cut, padded, broken into lines.
///
/// Escape sequences for colour (`ESC [ … m`) take no column and are never cut apart.
package enum DisplayText {
  /// The columns that `text` takes on one line.
  ///
  /// An approximation of UAX #11: East Asian wide letters and pictures take two columns,
  /// combining marks and controls none, everything else one.
  package static func width(_ text: String) -> Int {
    var width = 0
    forEachPart(of: text) { _, columns in
      width += columns
      return true
    }
    return width
  }

  /// The text, cut so that it takes at most `columns`; "…" stands for what is missing.
  package static func truncate(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var kept = ""
    var used = 0
    var hasEscape = false
    forEachPart(of: text) { part, width in
      guard used + width <= columns - 1 else { return false }
      hasEscape = hasEscape || part.hasPrefix("\u{1b}")
      kept += part
      used += width
      return true
    }
    return kept + "…" + (hasEscape ? "\u{1b}[0m" : "")
  }

  /// The text with spaces behind it, or before it, up to `columns`.
  package static func pad(_ text: String, to columns: Int, isRight: Bool = false) -> String {
    let spaces = String(repeating: " ", count: max(0, columns - width(text)))
    return isRight ? spaces + text : text + spaces
  }

  /// The words of `text` on lines of at most `columns`; a longer word has a line of its own.
  package static func wrap(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if width(line) + 1 + width(String(word)) <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// The text without its escape sequences.
  package static func withoutEscapes(_ text: String) -> String {
    var plain = ""
    forEachPart(of: text) { part, _ in
      if !part.hasPrefix("\u{1b}") { plain += part }
      return true
    }
    return plain
  }

  /// Calls `body` with each character or whole escape sequence and its columns while it says so.
  private static func forEachPart(of text: String, _ body: (String, Int) -> Bool) {
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "\u{1b}" {
        let end = rest.firstIndex { $0.isLetter }.map { rest.index(after: $0) } ?? rest.endIndex
        guard body("\u{1b}" + rest[..<end], 0) else { return }
        rest = rest[end...]
      } else if !body(String(character), columns(of: character)) {
        return
      }
    }
  }

  private static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.isASCII { return scalar.value < 32 || scalar.value == 127 ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .format: return 0
    default: break
    }
    let asksForPicture = character.unicodeScalars.contains { $0.value == 0xfe0f }
    let isWide = wideRanges.contains { $0.contains(scalar.value) }
    return asksForPicture || isWide || scalar.properties.isEmojiPresentation ? 2 : 1
  }

  /// The blocks of wide letters: Hangul, kana, ideographs, their full-width forms.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
    0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x20000...0x3fffd,
  ]
}
