/// XML under construction: every value is escaped and every element is closed.
///
/// What it builds is at once well-formed XML and, with HTML's element names, valid HTML.
struct Markup: Sendable {
  /// The text so far.
  private(set) var text = ""

  /// An element with content.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout Markup) -> Void
  ) {
    open(name, attributes)
    content(&self)
    text += "</\(name)>"
  }

  /// An element that holds only text, which may be empty.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text content: String
  ) {
    open(name, attributes)
    write(content)
    text += "</\(name)>"
  }

  /// An element that cannot have content.
  mutating func void(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    open(name, attributes)
    text.removeLast()
    text += "/>"
  }

  /// Text, escaped.
  mutating func write(_ content: String) { text += Markup.escaped(content) }

  /// Markup that is finished.
  mutating func append(_ markup: Markup) { text += markup.text }

  /// The text of a `style` or `script` element, which HTML does not unescape.
  mutating func verbatim(_ name: String, _ content: String) {
    precondition(
      !content.contains("<") && !content.contains("&"), "verbatim text needs no escaping")
    text += "<\(name)>\(content)</\(name)>"
  }

  /// A line break in the file, which readers of the source are grateful for.
  mutating func breakLine() { text += "\n" }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(name)"
    for (name, value) in attributes { text += " \(name)=\"\(Markup.escaped(value))\"" }
    text += ">"
  }

  /// `content` with the characters that mean something replaced by entities, and the ones that
  /// XML does not allow by U+FFFD.
  static func escaped(_ content: String) -> String {
    var result = ""
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        result += "\u{FFFD}"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
