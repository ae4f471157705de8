package import Documents
package import Taxonomy

/// The labels that a taxonomy saves, beside what it is worth.
package struct SavedLevel: Equatable, Sendable {
  /// The supervision budget.
  package let budget: Double
  /// The labels that the taxonomy needs and that full supervision would, in images.
  package let saved: SupervisionSaved
  /// The mean quality over the targets, 0 to 1; nil where it is not known.
  package let quality: Double?
  /// Its bootstrap interval over the test images; nil where the losses are not there.
  package let interval: Interval?

  /// The level of one budget.
  package init(
    budget: Double, saved: SupervisionSaved, quality: Double?, interval: Interval? = nil
  ) {
    self.budget = budget
    self.saved = saved
    self.quality = quality
    self.interval = interval
  }

  /// The level of random sets of targets.
  init(_ level: SavedForSets.Level) {
    self.init(
      budget: level.budget, saved: level.saved, quality: level.quality, interval: level.spread)
  }

  /// The level as JSON; what is not known is `null`.
  package var json: JSON {
    func number(_ value: Double?) -> JSON { value.map { .number($0) } ?? .null }
    return .object([
      .init("budget", .number(budget)), .init("full", .number(saved.full)),
      .init("sources", .number(saved.sources)), .init("transfers", .number(saved.transfers)),
      .init("saved", number(saved.share)), .init("quality", number(quality)),
      .init("interval", interval.map(\.json) ?? .null),
    ])
  }
}
