import Documents
import Report
import Taxonomy
import Testing

@Suite("The page of a run")
struct PageTests {
  @Test("is well-formed, whatever is in the run")
  func wellFormed() throws {
    for results in [try Examples.tiny(), try Examples.full(), try Examples.single(named: "depth")] {
      #expect(XMLChecker(ReportPage.html(results)).fault == nil)
    }
  }

  @Test("of a run without any result says that there is no answer yet")
  func empty() {
    let page = ReportPage.html(RunResults(id: "1", name: "new", state: "running", tasks: []))
    #expect(XMLChecker(page).fault == nil)
    #expect(page.contains("There is no taxonomy yet"))
  }

  @Test("shows a nasty name as it is and never as markup", arguments: Examples.nasty)
  func escaping(name: String) throws {
    let page = ReportPage.html(try Examples.single(named: name))
    let checker = XMLChecker(page)
    #expect(checker.fault == nil)
    #expect(!checker.elements.contains("script"))
    let shown = name.replacing("\u{7}", with: "\u{FFFD}")
    #expect(checker.texts.contains { $0.contains(shown) })
  }

  @Test("names all 26 tasks and the random encoder in every figure that shows them")
  func allLabels() throws {
    let results = try Examples.full()
    let matrix = XMLChecker(AffinityMatrix.figure(results, .affinities).svg).texts
    let bars = XMLChecker(WinRateBars.figure(results).svg).texts
    for task in results.tasks {
      #expect(matrix.contains(task.name))
      #expect(bars.contains(task.name))
    }
    #expect(results.tasks.count == 26)
  }

  @Test("loads nothing and runs nothing")
  func selfContained() throws {
    let page = ReportPage.html(try Examples.full())
    for sign in ["http://", "https://", "<script", "<link", "@import", "url(", "onload"] {
      let allowed = sign == "http://" ? 1 : 0
      #expect(page.split(separator: sign).count - 1 == allowed, "\(sign)")
    }
  }

  @Test("gives every identifier once, so that its links and choices work")
  func identifiers() throws {
    let found = XMLChecker(ReportPage.html(try Examples.full())).identifiers
    #expect(Set(found).count == found.count)
    #expect(found.contains("missing"))
  }

  @Test("carries pictures as data, and says so where a file is no picture")
  func pictures() throws {
    var results = try Examples.tiny()
    results.pictures = [
      TaskPictures(
        task: "depth", strips: [SampleStrip(label: "input", png: Examples.picture)],
        rivals: [SampleStrip(label: "from normal", loss: 0.0625, png: [1, 2])])
    ]
    let page = ReportPage.html(results)
    #expect(page.contains("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAEAAAADA"))
    #expect(page.contains("width=\"64\" height=\"192\""))
    #expect(page.contains("is no PNG file") && page.contains("0.0625"))
    #expect(page.split(separator: "iVBORw0KGgo").count == 2, "a picture shown twice is there once")
    #expect(page.contains("href=\"#picture-0\""))
  }

  @Test("leaves the provenance of every job to its file, and says where that is")
  func provenance() throws {
    var results = try Examples.tiny()
    results.provenance = .object([.init("jobs", .array([.string("identity of a job")]))])
    let page = ReportPage.html(results)
    #expect(!page.contains("identity of a job"))
    #expect(page.contains("runs/\(results.id)/provenance.json"))
  }

  @Test("draws a budget only where it is better than the one before")
  func budgets() throws {
    let results = try Examples.full()
    let objectives = results.taxonomies.compactMap(\.objective)
    let page = ReportPage.html(results)
    let graphs = page.split(separator: "Point at a transfer to single it out.").count - 1
    #expect(graphs == Set(objectives.map { ($0 * 1e9).rounded() }).count)
  }

  @Test("is the same text every time")
  func deterministic() throws {
    #expect(ReportPage.html(try Examples.full()) == ReportPage.html(try Examples.full()))
  }
}
