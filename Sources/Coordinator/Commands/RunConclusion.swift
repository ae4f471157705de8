internal import Documents
internal import Report
internal import Service
internal import Taxonomy
internal import Terminal

/// What a person reads when a run has ended.
struct RunConclusion {
  private let end: RunEnd
  private let arguments: Arguments

  init(_ end: RunEnd, _ arguments: Arguments) {
    self.end = end
    self.arguments = arguments
  }

  /// Prints the taxonomy and where everything lies.
  func show() throws(Failure) {
    showFailed()
    let folder = end.status["folder"]?.text ?? ""
    if let reason = end.status["publication"]?["failed"]?.text {
      Output.error("the results could not be written: \(reason)\n")
      return
    }
    let tables = RunFolder(folder)
    guard end.state != "cancelled", Files.exists(tables.table("affinities")) else {
      Output.error("the run \(end.run) is \(end.state); its results lie in \(folder)\n")
      return
    }
    let input = try MapInput(
      affinities: tables.table("affinities"), gain: tables.table("gain"),
      quality: tables.table("quality"))
    let problem = try input.problem(TaxonomyOptions(budget: 0))
    let taxonomies = try Computation.solve(problem, budgets: problem.wholeBudgets)
    if arguments.flag("json") {
      Output.line(
        JSON.object([
          .init("run", .string(end.run)), .init("state", .string(end.state)),
          .init("folder", .string(folder)),
          .init("solutions", .array(taxonomies.map(\.json))),
        ]).text())
      return
    }
    Output.line(
      TaxonomyText.summary(
        RunConclusion.few(taxonomies), of: taxonomies, style: arguments.style.textStyle))
    Output.line("report: \(folder)/report.html")
  }

  private func showFailed() {
    for failed in end.status["failed"]?.array ?? [] {
      Output.error("failed: \(failed["title"]?.text ?? ""): \(failed["reason"]?.text ?? "")\n")
    }
  }

  /// A small, a middling and a larger budget.
  static func few(_ taxonomies: [Taxonomy]) -> [Taxonomy] {
    let optimal = taxonomies.filter { $0.status == .optimal }
    var chosen: [Taxonomy] = []
    for share in [0.1, 0.25, 0.45] {
      let index = min(optimal.count - 1, Int(Double(optimal.count) * share))
      guard index >= 0, !chosen.contains(optimal[index]) else { continue }
      chosen.append(optimal[index])
    }
    return chosen
  }
}

extension Style {
  /// The same choice, as the report's texts know it.
  var textStyle: TextStyle { isEnabled ? .ansi : .plain }
}
