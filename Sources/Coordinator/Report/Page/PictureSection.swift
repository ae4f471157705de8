/// What the networks see and say: input, ground truth and predictions of a few test images.
enum PictureSection {
  /// The section; nil where there is no picture.
  static func section(_ results: RunResults) -> PageSection? {
    let byTask = Dictionary(
      results.pictures.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
    let known = results.tasks.compactMap { byTask[$0.name] }
    guard !known.isEmpty else { return nil }
    return PageSection("pictures", name: "Pictures", heading: "What the networks predict") { page in
      var writer = StripWriter()
      page.paragraph(
        "A few test images, which no network saw in training; a task that compares images of a "
          + "room has them one below the other. A number is the mean loss over all test images.")
      let compared = known.filter { !$0.rivals.isEmpty }
      if !compared.isEmpty {
        page.paragraph(
          "First some targets with all that solve them: the target’s own network, which saw most "
            + "labels; the best transfers of each order; and the network trained from scratch on "
            + "the labels that the transfers had.")
        page.element("div", ["class": "strips rivals"]) { page in
          for task in compared { writer.write(task, task.strips + task.rivals, &page) }
        }
        page.paragraph("And every task with its own network:")
      }
      page.element("div", ["class": "strips"]) { page in
        for task in known { writer.write(task, task.strips, &page) }
      }
    }
  }
}

/// Writes strips of pictures; what several tasks show lies in the page once.
private struct StripWriter {
  private var places: [SampleStrip: Int] = [:]

  mutating func write(_ task: TaskPictures, _ strips: [SampleStrip], _ page: inout Markup) {
    page.element("figure", ["class": "strip"]) { page in
      page.element("figcaption") { page in
        page.element("span", ["class": "task"], text: task.task)
      }
      page.element("div") { page in
        for strip in strips { write(strip, of: task.task, &page) }
      }
    }
  }

  private mutating func write(_ strip: SampleStrip, of task: String, _ page: inout Markup) {
    page.element("span") { page in
      page.write(strip.label)
      if let loss = strip.loss {
        page.void("br")
        page.element("b", text: NumberText.significant(loss))
      }
    }
    guard let size = strip.size else {
      page.element("span", ["class": "note"], text: "This picture is no PNG file.")
      return
    }
    page.element(
      "svg",
      [
        "viewBox": "0 0 \(size.width) \(size.height)", "role": "img",
        "aria-label": "\(strip.label) of \(task)",
      ]
    ) { page in
      let content = SampleStrip(label: "", png: strip.png)
      if let place = places[content] {
        page.void("use", ["href": "#picture-\(place)"])
        return
      }
      let place = places.count
      places[content] = place
      page.void(
        "image",
        [
          "id": "picture-\(place)", "href": "data:image/png;base64," + Base64.text(of: strip.png),
          "width": String(size.width), "height": String(size.height),
        ])
    }
  }
}
