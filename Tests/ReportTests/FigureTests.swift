import Report
import TaskSpace
import Taxonomy
import Testing

@Suite("Figures")
struct FigureTests {
  static func all(_ results: RunResults) -> [Figure] {
    [
      AffinityMatrix.figure(results, .affinities), AffinityMatrix.figure(results, .losses),
      BudgetCurves.figure(results.series, chance: results.chance), WinRateBars.figure(results),
      SmallMultiples.targets(results.taxonomies, tasks: results.tasks),
    ] + (results.tree.map { [TreeFigure.figure($0, tasks: results.tasks)] } ?? [])
      + results.taxonomies.map { TaxonomyGraph.figure($0, tasks: results.tasks) }
  }

  @Test("are well-formed files without a number that is none")
  func wellFormed() throws {
    let empty = RunResults(id: "1", name: "new", state: "running", tasks: [])
    let runs = [try Examples.tiny(), try Examples.full(), try Examples.single(named: "x"), empty]
    for figure in runs.flatMap(Self.all) {
      #expect(XMLChecker(figure.svg).fault == nil)
      for sign in ["nan", "inf\"", "Infinity", "NaN"] { #expect(!figure.svg.contains(sign)) }
    }
  }

  @Test("keep every label inside the figure, by the width of a wide font")
  func labelsFit() throws {
    let name = "a_rather_long_name_for_a_task"
    for figure in Self.all(try Examples.full()) + Self.all(try Examples.single(named: name)) {
      for label in Labels(figure.svg).found {
        #expect(label.left >= 0 && label.right <= figure.width, "\(label.text) in \(figure.title)")
        #expect(label.y <= figure.height && label.y >= 8, "\(label.text) in \(figure.title)")
      }
    }
  }

  @Test("of a taxonomy draw a curve for each source of each transfer")
  func curves() throws {
    let results = try Examples.full()
    for taxonomy in results.taxonomies {
      let svg = TaxonomyGraph.figure(taxonomy, tasks: results.tasks).svg
      let transfers = taxonomy.transfers.filter { $0.sources != [TaskDictionary.supervised] }
      let expected = transfers.reduce(0) { $0 + $1.sources.count }
      #expect(svg.split(separator: "class=\"flow ").count - 1 == expected)
    }
  }

  @Test("of a tree have every task once, in an order without crossings")
  func tree() throws {
    let results = try Examples.full()
    let tree = try #require(results.tree)
    let figure = TreeFigure.figure(tree, tasks: results.tasks)
    let labels = Labels(figure.svg).found.filter { tree.leaves.contains($0.text) }
    #expect(labels.sorted { $0.y < $1.y }.map(\.text) == tree.leafOrder)
    #expect(figure.svg.split(separator: "<polyline").count - 1 == tree.merges.count)
  }

  @Test("of curves have a band for what chance reaches, where that is known")
  func band() throws {
    let results = try Examples.full()
    let with = BudgetCurves.figure(results.series, chance: results.chance).svg
    #expect(with.split(separator: "class=\"band\"").count == 3)
    #expect(!BudgetCurves.figure(results.series).svg.contains("class=\"band\""))
  }

  @Test("of a taxonomy that does not exist give the reason")
  func infeasible() throws {
    let results = try Examples.tiny()
    let none = try #require(results.taxonomies.first)
    #expect(none.transfers.isEmpty)
    #expect(TaxonomyGraph.figure(none, tasks: results.tasks).summary == none.reason)
  }

  @Test("of a tiny taxonomy look exactly like this")
  func snapshot() throws {
    let results = try Examples.tiny()
    let figure = TaxonomyGraph.figure(results.taxonomies[1], tasks: results.tasks)
    #expect(figure.title == "Taxonomy for a budget of 1")
    #expect(figure.summary == "Supervised: normal. normal → depth")
    #expect(figure.width == 540 && figure.height == 104)
    #expect(
      figure.svg.contains(
        """
        <g class="transfer"><title>normal → depth
        affinity 0.300, gain 25%, quality 25%</title>\
        <path d="M110 54C202 54 202 54 294 54" class="flow k1"/>\
        <circle cx="302" cy="54" r="7.5" class="k1"/>\
        <text x="302" y="57.6" text-anchor="middle" class="badge">1</text>\
        <text x="316" y="58" text-anchor="start" class="label">depth</text>
        """))
    #expect(
      figure.svg.contains(
        """
        <circle cx="102" cy="54" r="6" class="wanted">\
        <title>normal: supervised, used by 1 transfer</title></circle>
        """))
  }
}
