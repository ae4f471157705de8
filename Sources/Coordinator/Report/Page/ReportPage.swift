internal import TaskSpace

/// A run as one page that needs nothing else: no network, no script, no other file.
package enum ReportPage {
  /// The page, in UTF-8, as valid HTML that is well-formed XML too.
  package static func html(_ results: RunResults) -> String {
    let sections: [PageSection?] = [
      AnswerSection.section(results), TrustSection.section(results),
      GraphSection.section(results), CurveSection.section(results),
      ChanceSection.section(results), SavedSection.section(results),
      MatrixSection.section(results), TreeSection.section(results), NovelSection.section(results),
      EstimateSection.section(results), ScoreSection.section(results),
      PictureSection.section(results),
      MissingSection.section(results), MethodSection.section(results),
    ]
    let present = sections.compactMap { $0 }
    var page = Markup()
    page.element("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"]) { page in
      writeHead(results, &page)
      page.element("body") { page in
        writeTop(results, present, &page)
        page.element("main") { page in
          for section in present { section.write(to: &page) }
        }
        page.element("footer") { page in
          page.element(
            "p", ["class": "note"],
            text: "Made by Taskmap. This page is complete in itself and loads nothing.")
        }
      }
    }
    return "<!DOCTYPE html>\n" + page.text + "\n"
  }

  private static func writeHead(_ results: RunResults, _ page: inout Markup) {
    page.element("head") { page in
      page.void("meta", ["charset": "utf-8"])
      page.void(
        "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      page.void("meta", ["name": "color-scheme", "content": "light dark"])
      page.void(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
        ])
      page.element("title", text: "\(results.name): which tasks to supervise")
      page.verbatim("style", PageStyle.sheet)
    }
    page.breakLine()
  }

  private static func writeTop(
    _ results: RunResults, _ sections: [PageSection], _ page: inout Markup
  ) {
    page.element("header", ["class": "top"]) { page in
      page.element("h1") { page in
        page.write(results.name)
        if results.isRun {
          page.element(
            "span", ["class": results.state == "done" ? "tag" : "tag open"], text: results.state)
          if results.isEstimate { page.element("span", ["class": "tag open"], text: "estimated") }
        }
      }
      let targets = results.tasks.count { $0.isTarget }
      page.element(
        "p", ["class": "meta"],
        text: (results.isRun ? "Run \(results.id)" : "From \(results.id)")
          + " · \(Words.count(results.tasks.count, "task")), "
          + "\(targets) of them \(targets == 1 ? "a target" : "targets")"
          + (results.isRun ? " · numerics \(results.numerics.name)" : ""))
      page.element("nav", ["aria-label": "Sections"]) { page in
        for section in sections {
          page.element("a", ["href": "#\(section.anchor)"], text: section.name)
        }
      }
    }
    page.breakLine()
  }
}
