internal import Taxonomy

/// The answer in plain sentences: which tasks to supervise for a few budgets, and what is gained.
enum AnswerSection {
  /// The section; it says so where there is no answer yet.
  static func section(_ results: RunResults) -> PageSection {
    let solutions = results.taxonomies.map(Solution.init)
    let landmarks = Solution.landmarks(solutions, limit: ReportComputation.answers)
    return PageSection("answer", name: "Answer", heading: "Which tasks to supervise") { page in
      writeWarning(results, &page)
      guard !landmarks.isEmpty else {
        page.paragraph(absence(solutions), class: "answer")
        return
      }
      if let claim = Claim.sentence(solutions, taskCount: results.tasks.count) {
        page.paragraph(claim, class: "answer")
      }
      page.paragraph(
        "Label and train only the tasks named here; every other target is solved by a small "
          + "readout on their frozen representations.")
      page.element("ol", ["class": "answers"]) { page in
        for solution in landmarks {
          page.element("li") { page in
            write(solution, &page)
            let level = results.stability.first { $0.budget == solution.budget }
            if let level {
              page.element(
                "span", ["class": "sure"],
                text: " Over \(level.stability.resamples) resamples "
                  + PolicyText.certainty(level.stability, of: solution.supervised))
            }
          }
        }
      }
      if let count = results.stability.first?.stability.resamples {
        page.paragraph(
          "How sure it is: the test images are drawn anew \(count) times, with replacement, and "
            + "affinities and choices computed from each draw. A share says in how many of them a "
            + "source is chosen. Where it is low, another source would do nearly as well.",
          class: "note")
      }
      page.paragraph(
        "Gain is the share of test images on which a transfer beats a network trained from "
          + "scratch on the same data. Quality is the share on which it beats the target’s fully "
          + "supervised network; 50% is parity. Both are means over the targets, those solved by "
          + "their own network included.", class: "note")
    }
  }

  private static func write(_ solution: Solution, _ page: inout Markup) {
    page.element("strong", text: "With a budget of \(NumberText.budget(solution.budget)):")
    page.write(solution.supervised.isEmpty ? " supervise nothing." : " supervise ")
    page.tasks(solution.supervised)
    if !solution.supervised.isEmpty { page.write(".") }
    page.write(" ")
    page.element("span", ["class": "rates"], text: consequence(solution))
  }

  private static func consequence(_ solution: Solution) -> String {
    var text = ""
    if !solution.own.isEmpty {
      text += "\(Words.count(solution.own.count, "target")) "
      text += "\(solution.own.count == 1 ? "is" : "are") solved by "
      text += solution.own.count == 1 ? "its own network" : "their own networks"
      text += solution.links.isEmpty ? "." : ", "
    }
    if !solution.links.isEmpty { text += "\(solution.links.count) by transfer." }
    var rates: [String] = []
    if solution.meanGain != nil { rates.append("gain \(NumberText.percent(solution.meanGain))") }
    if solution.meanQuality != nil {
      rates.append("quality \(NumberText.percent(solution.meanQuality))")
    }
    return text + (rates.isEmpty ? "" : " Mean " + rates.joined(separator: ", mean ") + ".")
  }

  private static func absence(_ solutions: [Solution]) -> String {
    let reason = solutions.last?.reason ?? ""
    return reason.isEmpty
      ? "There is no taxonomy yet: none of the transfers it would choose from has been measured."
      : "There is no taxonomy: \(reason)"
  }

  private static func writeWarning(_ results: RunResults, _ page: inout Markup) {
    guard !results.missing.isEmpty else { return }
    page.element("p", ["class": "warning"]) { page in
      page.write("This answer rests on what has been measured so far: ")
      page.element("a", ["href": "#missing"]) { page in
        let count = results.missing.count
        page.write("\(Words.count(count, "result")) \(count == 1 ? "is" : "are") missing")
      }
      page.write(".")
    }
  }
}
