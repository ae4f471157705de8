/// What surrounds words that stand out on a terminal; nothing, unless asked for.
package struct TextStyle: Sendable {
  /// Before and after a heading or a name that matters.
  package var strong: (before: String, after: String)
  /// Before and after what explains.
  package var quiet: (before: String, after: String)

  /// A style of these marks.
  package init(strong: (before: String, after: String), quiet: (before: String, after: String)) {
    self.strong = strong
    self.quiet = quiet
  }

  /// No marks at all.
  package static let plain = TextStyle(strong: ("", ""), quiet: ("", ""))
  /// Bold and dim, by ANSI escape sequences.
  package static let ansi = TextStyle(
    strong: ("\u{1B}[1m", "\u{1B}[0m"), quiet: ("\u{1B}[2m", "\u{1B}[0m"))

  func strong(_ text: String) -> String { strong.before + text + strong.after }

  func quiet(_ text: String) -> String { quiet.before + text + quiet.after }
}
