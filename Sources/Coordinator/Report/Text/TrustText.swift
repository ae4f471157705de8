/// How far a map may be trusted, in plain sentences.
package enum TrustText {
  /// The sentences, a paragraph each, the most important first; none where nothing is known.
  package static func paragraphs(_ trust: MapTrust) -> [String] {
    [published(trust), networks(trust), leads(trust), estimates(trust)].compactMap { $0 }
  }

  /// A correlation like that of two runs with different seeds.
  private static let sure = 0.85

  /// What the published map is.
  static let publishedMap =
    "The published map is that of the paper’s authors (Zamir et al., Taskonomy, CVPR 2018), "
    + "measured on photographs of real buildings with much larger networks."

  private static func published(_ trust: MapTrust) -> String? {
    guard let mean = trust.meanCorrelation, let chance = trust.meanChance else { return nil }
    let rows = trust.published
    let unlike = rows.filter { !$0.agrees }.map(\.target)
    let which =
      unlike.isEmpty
      ? all(rows.count) : "\(rows.count - unlike.count) of \(Words.count(rows.count, "target"))"
    var text =
      "This map ranks the sources of \(which) much like the published one. The rank correlation is "
      + "\(NumberText.fixed(mean, 2)) on average (1 would be the same order, 0 no relation; chance "
      + "alone stays below \(NumberText.fixed(chance, 2)) in 19 of 20 cases)."
    if !unlike.isEmpty {
      let them = unlike.count == 1 ? "this target" : "these targets"
      text +=
        " For \(list(unlike)) the two orders are no more alike than chance has it: do not take "
        + "what this map says about \(them) for what holds in real buildings."
    }
    return text
  }

  private static func networks(_ trust: MapTrust) -> String? {
    guard let worst = trust.networks.min(by: { $0.overAverage < $1.overAverage }) else {
      return nil
    }
    let weak = trust.networks.filter(\.isWeak).map(\.task)
    guard !weak.isEmpty else {
      return "Every task’s own network has learned something: it beats the best guess that ignores "
        + "the image on \(NumberText.percent(worst.overAverage)) of the test images or more "
        + "(\(worst.task) has the least)."
    }
    let isOne = weak.count == 1
    let them = isOne ? "this task" : "these tasks"
    return "The own network\(isOne ? "" : "s") of \(list(weak)) hardly beat\(isOne ? "s" : "") a "
      + "guess that ignores the image; what this map says about \(them), as source or target, is "
      + "worth as little."
  }

  private static func leads(_ trust: MapTrust) -> String? {
    guard !trust.leads.isEmpty else { return nil }
    let unclear = trust.leads.filter { !$0.isClear }
    if unclear.isEmpty {
      return "The test images tell the best source of every target from the next."
    }
    let clear = trust.leads.count - unclear.count
    let others = clear == 0 ? "all" : list(unclear.map(\.target))
    return "For \(clear) of \(Words.count(trust.leads.count, "target")) the test images tell the "
      + "best source from the next. For \(others) they do not: with other images of the same kind "
      + "another source might come first."
  }

  private static func estimates(_ trust: MapTrust) -> String? {
    guard let estimates = trust.estimates else { return nil }
    return "Readouts computed in closed form, without training, rank the sources with a "
      + "correlation of \(NumberText.fixed(estimates, 2)) to the trained ones: the order is "
      + (estimates >= sure ? "hardly" : "in part") + " a matter of how readouts are trained."
  }

  private static func all(_ count: Int) -> String {
    count == 1 ? "the one target that both have" : "all \(count) targets that both have"
  }

  /// `a, b and c`.
  private static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
