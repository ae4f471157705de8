internal import Taxonomy

/// A run for a terminal: plain text in 100 columns.
package enum RunText {
  private static let listed = 10

  /// What the run shows, a few taxonomies in a line each, how well tasks were learned, and what
  /// is missing.
  package static func summary(_ results: RunResults, style: TextStyle = .plain) -> String {
    let solutions = results.taxonomies.map(Solution.init)
    var parts = [
      style.strong(TextTable.harmless(results.name))
        + style.quiet(TextTable.harmless(origin(results))) + "\n"
    ]
    if let claim = Claim.sentence(solutions, taskCount: results.tasks.count) {
      parts.append(paragraph(claim))
    }
    let answers = Solution.landmarks(solutions, limit: 4)
    if !answers.isEmpty { parts.append(answers.map(answer).joined()) }
    if !results.scores.isEmpty { parts.append(scores(results, style)) }
    let trust = TrustText.paragraphs(MapTrust(results))
    if !trust.isEmpty {
      parts.append(
        style.strong("How far to trust this map") + "\n" + trust.map { paragraph($0) }.joined())
    }
    if let estimates = results.estimates {
      parts.append(self.estimates(estimates, isEstimate: results.isEstimate))
    }
    if !results.missing.isEmpty { parts.append(missing(results.missing, style)) }
    return parts.joined(separator: "\n")
  }

  private static func origin(_ results: RunResults) -> String {
    results.isRun ? "  \(results.state), run \(results.id)" : "  from \(results.id)"
  }

  private static func answer(_ solution: Solution) -> String {
    let names = solution.supervised.joined(separator: ", ")
    return paragraph(
      "Budget \(NumberText.budget(solution.budget)): supervise "
        + (names.isEmpty ? "nothing" : names) + rates(solution), indent: "  ")
  }

  private static func rates(_ solution: Solution) -> String {
    let rates = [("gain", solution.meanGain), ("quality", solution.meanQuality)].compactMap {
      name, rate in rate.map { "mean \(name) \(NumberText.percent($0))" }
    }
    return rates.isEmpty ? "" : " (\(rates.joined(separator: ", ")))"
  }

  private static func scores(_ results: RunResults, _ style: TextStyle) -> String {
    let byTask = Dictionary(
      results.scores.map { ($0.task, $0) }, uniquingKeysWith: { _, last in last })
    var table = TextTable(
      [
        ("task", .left), ("loss", .right), ("> average", .right), ("> random", .right),
        ("best transfer from", .left), ("> scratch", .right), ("> own", .right),
      ], flexible: 4)
    for row in results.tasks.compactMap({ byTask[$0.name] }) {
      table.add([
        row.task, NumberText.significant(row.ownLoss), NumberText.percent(row.ownOverAverage),
        NumberText.percent(row.ownOverRandom), row.bestSources.joined(separator: ", "),
        NumberText.percent(row.bestOverScratch), NumberText.percent(row.bestOverOwn),
      ])
    }
    return table.text(style)
      + style.quiet(
        "loss: of the task's own network; > average: share of test images on which it wins against "
          + "that") + "\n"
  }

  private static func estimates(_ estimates: RunEstimates, isEstimate: Bool) -> String {
    var text = "\(Words.count(estimates.errors.count, "transfer")) estimated in closed form"
    if isEstimate {
      text += "; this map rests on them alone, and no transfer was trained"
    }
    return paragraph(text + ".")
  }

  private static func missing(_ jobs: [MissingJob], _ style: TextStyle) -> String {
    let count = jobs.count
    var text = style.strong("\(Words.count(count, "result")) \(count == 1 ? "is" : "are") missing")
    text += "\n"
    for job in jobs.prefix(listed) {
      let reason = job.reason.isEmpty ? "" : ": \(job.reason)"
      text += paragraph("- \(job.title) (\(job.state))\(reason)", indent: "  ")
    }
    if count > listed { text += "  and \(count - listed) more\n" }
    return text
  }

  private static func paragraph(_ text: String, indent: String = "") -> String {
    let lines = TextTable.wrapped(
      TextTable.harmless(text), width: TextTable.pageWidth - indent.count)
    let indented = lines.enumerated().map { $0.offset == 0 ? $0.element : indent + $0.element }
    return indented.joined(separator: "\n") + "\n"
  }
}
