/// A finished figure: a picture for a file of its own, or for a page.
package struct Figure: Sendable {
  /// What it shows, in a few words.
  package let title: String
  /// What it shows, in a sentence or two, for people who cannot see it.
  package let summary: String
  /// Its natural width, in CSS pixels.
  package let width: Double
  /// Its natural height, in CSS pixels.
  package let height: Double
  private let content: Markup

  /// A figure of `drawing`, which stays inside `width` and `height`.
  init(title: String, summary: String, width: Double, height: Double, drawing: Drawing) {
    self.title = title
    self.summary = summary
    self.width = width.rounded(.up)
    self.height = height.rounded(.up)
    content = drawing.markup
  }

  /// A complete SVG file; it brings its own style and follows the reader's light or dark mode.
  package var svg: String {
    var markup = Markup()
    markup.element("svg", attributes(isFile: true)) { markup in
      markup.element("title", text: title)
      markup.element("desc", text: summary)
      markup.verbatim("style", FigureStyle.palette(of: "svg") + FigureStyle.rules)
      markup.void("rect", ["width": "100%", "height": "100%", "class": "paper"])
      markup.append(content)
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + markup.text + "\n"
  }

  /// The same as an element of a page that has the style already.
  var inline: Markup {
    var markup = Markup()
    markup.element("svg", attributes(isFile: false)) { $0.append(content) }
    return markup
  }

  private func attributes(isFile: Bool) -> KeyValuePairs<String, String> {
    let width = NumberText.coordinate(width)
    let height = NumberText.coordinate(height)
    let box = "0 0 \(width) \(height)"
    if isFile {
      return [
        "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height, "viewBox": box,
        "role": "img", "class": "figure",
      ]
    }
    return [
      "width": width, "height": height, "viewBox": box, "role": "img", "class": "figure",
      "aria-label": "\(title). \(summary)",
    ]
  }
}
