/// Reads XML as strictly as a parser would, and says what is wrong with it.
///
/// Enough for what reports write: elements, attributes, text, the five entities, a declaration.
struct XMLChecker {
  /// The text of all elements and attributes, entities resolved.
  private(set) var texts: [String] = []
  /// The names of all elements.
  private(set) var elements: [String] = []
  /// The values of all `id` attributes.
  private(set) var identifiers: [String] = []
  /// The first thing that is wrong; nil where the document is well-formed.
  private(set) var fault: String?

  private var rest: Substring
  private var open: [String] = []

  /// Reads a whole document.
  init(_ document: String) {
    rest = document[...]
    for prologue in ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<!DOCTYPE html>\n"]
    where rest.hasPrefix(prologue) {
      rest = rest.dropFirst(prologue.count)
    }
    while fault == nil, !rest.isEmpty { readNext() }
    if fault == nil, !open.isEmpty { fault = "never closed: \(open)" }
    if fault == nil, elements.isEmpty { fault = "no element" }
  }

  private mutating func readNext() {
    guard rest.first == "<" else { return readText() }
    rest = rest.dropFirst()
    if rest.first == "/" { return readEnd() }
    readStart()
  }

  private mutating func readText() {
    let end = rest.firstIndex(of: "<") ?? rest.endIndex
    let text = resolved(rest[..<end])
    rest = rest[end...]
    if open.isEmpty, text.contains(where: { !$0.isWhitespace }) { fault = "text outside: \(text)" }
    texts.append(text)
  }

  private mutating func readEnd() {
    rest = rest.dropFirst()
    let name = readName()
    if open.popLast() != name { fault = "</\(name)> closes nothing" }
    if rest.first != ">" { fault = "</\(name) is not ended" }
    rest = rest.dropFirst()
  }

  private mutating func readStart() {
    let name = readName()
    guard !name.isEmpty else {
      fault = "an element has no name"
      return
    }
    elements.append(name)
    var known = Set<String>()
    while rest.first == " " {
      rest = rest.dropFirst()
      let attribute = readName()
      if attribute.isEmpty || !known.insert(attribute).inserted {
        fault = "<\(name)> has the attribute “\(attribute)” twice or without a name"
        return
      }
      guard rest.hasPrefix("=\""), let value = readValue() else {
        fault = "\(attribute) of <\(name)> has no value"
        return
      }
      if attribute == "id" { identifiers.append(value) }
    }
    if rest.hasPrefix("/>") {
      rest = rest.dropFirst(2)
    } else if rest.first == ">" {
      rest = rest.dropFirst()
      open.append(name)
    } else {
      fault = "<\(name) is not ended"
    }
  }

  private mutating func readValue() -> String? {
    rest = rest.dropFirst(2)
    guard let end = rest.firstIndex(of: "\"") else { return nil }
    let raw = rest[..<end]
    if raw.contains("<") { fault = "a value contains <" }
    rest = rest[rest.index(after: end)...]
    let value = resolved(raw)
    texts.append(value)
    return value
  }

  private mutating func readName() -> String {
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_:".contains($0)) }
    rest = rest.dropFirst(name.count)
    return String(name)
  }

  private mutating func resolved(_ raw: Substring) -> String {
    let entities = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
    var result = ""
    var pieces = raw.split(separator: "&", omittingEmptySubsequences: false)[...]
    result += pieces.removeFirst()
    for piece in pieces {
      guard let end = piece.firstIndex(of: ";"), let value = entities[String(piece[..<end])] else {
        fault = "a bare & before “\(piece.prefix(12))”"
        continue
      }
      result += value + piece[piece.index(after: end)...]
    }
    let isAllowed = result.unicodeScalars.allSatisfy {
      $0.value >= 0x20 || ["\t", "\n", "\r"].contains($0)
    }
    if !isAllowed { fault = "a control character" }
    return result
  }
}
