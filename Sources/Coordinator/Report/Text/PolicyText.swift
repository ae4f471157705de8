package import Taxonomy

/// What a person needs besides the best taxonomy: what else would do, and how sure it all is.
package enum PolicyText {
  /// The next best choices of sources, a sentence each.
  package static func alternatives(_ alternatives: Alternatives) -> String {
    let best = alternatives.best
    guard let objective = best.objective else { return "" }
    guard !alternatives.alternatives.isEmpty else {
      return TextTable.paragraph("There is no other choice of sources that serves all targets.")
    }
    var text = "The next best choices:\n"
    for (index, alternative) in alternatives.alternatives.enumerated() {
      let taxonomy = alternative.taxonomy
      var sentence = "\(index + 1). \(exchange(from: best.sources, to: taxonomy.sources)): "
      sentence += loss(alternative.loss, of: objective)
      if taxonomy.meanGain != nil || taxonomy.meanQuality != nil {
        sentence += "; mean gain \(NumberText.percent(taxonomy.meanGain)), mean quality "
        sentence += NumberText.percent(taxonomy.meanQuality)
      }
      text += TextTable.paragraph(sentence + ".", indent: "   ")
    }
    return text
  }

  /// How often each source is chosen when the test images are resampled.
  package static func stability(_ stability: SourceStability, of taxonomy: Taxonomy) -> String {
    var text = "How sure this is: over \(stability.resamples) resamples of the test images "
    text += certainty(stability, of: taxonomy.sources)
    if let interval = stability.objective {
      text +=
        " The objective lies between \(NumberText.fixed(interval.low, 4)) and "
        + "\(NumberText.fixed(interval.high, 4)) in 95% of them."
    }
    return TextTable.paragraph(text)
  }

  /// In which share of the resamples each of the chosen sources is chosen, and which others are.
  static func certainty(_ stability: SourceStability, of sources: [String]) -> String {
    let chosen = Set(sources)
    let sorted = stability.sources.sorted {
      $0.share != $1.share ? $0.share > $1.share : $0.name < $1.name
    }
    let inside = sorted.filter { chosen.contains($0.name) }
    let outside = sorted.filter { !chosen.contains($0.name) && $0.share >= 0.05 }
    var text =
      inside.isEmpty
      ? "no source is chosen"
      : "each is chosen so often: " + inside.map(share).joined(separator: ", ")
    text += "."
    if !outside.isEmpty {
      text += " Not chosen here, yet in some resamples: "
      text += outside.map(share).joined(separator: ", ") + "."
    } else if !inside.isEmpty {
      text += " No other source is chosen in 5% of them or more."
    }
    return text
  }

  /// How many labels the taxonomy needs, and how many it saves.
  package static func labels(_ level: SavedLevel) -> String {
    guard let share = level.saved.share else { return "" }
    var text =
      "Labels: \(count(level.saved.sources + level.saved.transfers)) instead of "
      + "\(count(level.saved.full)), "
    text +=
      share >= 0
      ? "\(NumberText.percent(share)) saved" : "\(NumberText.percent(-share)) more"
    text += " (\(count(level.saved.sources)) for what is supervised, "
    text += "\(count(level.saved.transfers)) for transfers)"
    if let quality = level.quality {
      text += ", at a mean quality of \(NumberText.percent(quality))"
      if let interval = level.interval {
        text += " (\(NumberText.percent(interval.low)) to \(NumberText.percent(interval.high)))"
      }
    }
    return TextTable.paragraph(text + ".")
  }

  /// `Supervise a instead of b`.
  private static func exchange(from best: [String], to other: [String]) -> String {
    let leaving = best.filter { !other.contains($0) }.joined(separator: ", ")
    let coming = other.filter { !best.contains($0) }.joined(separator: ", ")
    if coming.isEmpty { return leaving.isEmpty ? "The same sources" : "Without \(leaving)" }
    return leaving.isEmpty ? "With \(coming), too" : "\(coming) instead of \(leaving)"
  }

  private static func loss(_ loss: Double, of objective: Double) -> String {
    guard loss > 0 else { return "loses nothing" }
    let text = "loses \(NumberText.significant(loss)) of \(NumberText.fixed(objective, 4))"
    guard objective > 0 else { return text }
    return text + " (\(NumberText.fixed(100 * loss / objective, 1))%)"
  }

  private static func share(_ source: SourceStability.Source) -> String {
    "\(source.name) \(NumberText.percent(source.share))"
  }

  private static func count(_ value: Double) -> String {
    var digits = NumberText.fixed(value, 0)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}
