/// What the networks see and say: input, ground truth and prediction of a few test images.
enum PictureSection {
  /// The section; nil where there is no picture.
  static func section(_ results: RunResults) -> PageSection? {
    let byTask = Dictionary(
      results.pictures.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
    let known = results.tasks.filter { byTask[$0.name] != nil }
    guard !known.isEmpty else { return nil }
    return PageSection("pictures", name: "Pictures", heading: "What the networks predict") { page in
      page.paragraph(
        "A few test images, which no network saw in training: the input, the ground truth, and "
          + "the prediction of the task’s own network.")
      page.element("div", ["class": "strips"]) { page in
        for task in known {
          if let strip = byTask[task.name] { write(strip, task, &page) }
        }
      }
    }
  }

  private static func write(_ strip: SampleStrip, _ task: TaskEntry, _ page: inout Markup) {
    page.element("figure", ["class": "strip"]) { page in
      page.element("figcaption") { page in
        page.element("span", ["class": "task"], text: task.name)
      }
      guard let size = strip.size else {
        page.paragraph("The picture of this task is no PNG file.", class: "note")
        return
      }
      page.element("div") { page in
        for row in ["input", "truth", "prediction"] { page.element("span", text: row) }
        page.void(
          "img",
          [
            "src": "data:image/png;base64," + Base64.text(of: strip.png),
            "width": String(size.width), "height": String(size.height), "loading": "lazy",
            "alt": "Input, ground truth and prediction of \(task.name), from above",
          ])
      }
    }
  }
}
