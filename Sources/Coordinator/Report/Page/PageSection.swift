/// A part of the page, with its heading and its place in the list of contents.
struct PageSection {
  /// The identifier of the section's element.
  let anchor: String
  /// What the list of contents calls it.
  let name: String
  /// The heading.
  let heading: String
  /// What stands below the heading.
  let content: Markup

  /// A section whose content is written by `content`.
  init(
    _ anchor: String, name: String, heading: String, _ content: (inout Markup) -> Void
  ) {
    self.anchor = anchor
    self.name = name
    self.heading = heading
    var markup = Markup()
    content(&markup)
    self.content = markup
  }

  /// Writes the section.
  func write(to page: inout Markup) {
    page.element("section", ["id": anchor]) { page in
      page.element("h2", text: heading)
      page.append(content)
    }
    page.breakLine()
  }
}

extension Markup {
  /// A paragraph.
  mutating func paragraph(_ content: String, class name: String = "text") {
    element("p", ["class": name], text: content)
  }

  /// A figure that may be wider than the screen, and what it shows.
  mutating func figure(_ figure: Figure, caption: String) {
    element("figure") { page in
      page.element("div", ["class": "scroll"]) { $0.append(figure.inline) }
      page.element("figcaption", text: caption)
    }
  }

  /// Things of which one is shown at a time, chosen without a script.
  ///
  /// - Parameters:
  ///   - name: distinguishes these from others on the page.
  ///   - lead: what is chosen.
  ///   - labels: what the choices are called.
  ///   - first: the index of the one shown first.
  mutating func tabs(
    _ name: String, lead: String, labels: [String], first: Int,
    _ panel: (Int, inout Markup) -> Void
  ) {
    element("div", ["class": "tabs", "role": "group", "aria-label": lead]) { page in
      page.element("span", ["class": "lead"], text: lead)
      for (index, label) in labels.enumerated() {
        let id = "\(name)-\(index)"
        if index == first {
          page.void(
            "input",
            ["type": "radio", "name": name, "id": id, "checked": "checked", "autocomplete": "off"])
        } else {
          page.void("input", ["type": "radio", "name": name, "id": id, "autocomplete": "off"])
        }
        page.element("label", ["for": id], text: label)
        page.element("div", ["class": "panel"]) { panel(index, &$0) }
      }
    }
  }

  /// A part that is shown when asked for.
  mutating func details(_ summary: String, _ content: (inout Markup) -> Void) {
    element("details") { page in
      page.element("summary", text: summary)
      content(&page)
    }
  }

  /// Names of tasks in a sentence: `a, b and c`.
  mutating func tasks(_ names: [String]) {
    for (index, name) in names.enumerated() {
      if index > 0 { write(index == names.count - 1 ? " and " : ", ") }
      element("span", ["class": "task"], text: name)
    }
  }
}
