/// What a person asks of a taxonomy: who may teach, who has to learn, and at what price.
package struct TaxonomyOptions: Equatable, Sendable {
  /// What the objective adds up.
  package enum Value: String, CaseIterable, Sendable {
    /// The affinities themselves, as the paper has it.
    case affinity
    /// Their square roots, clipped to [1e-5, 1]: a few peaked targets weigh less.
    case sqrt

    /// What a transfer of this affinity is worth.
    package func of(_ affinity: Double) -> Double {
      switch self {
      case .affinity: affinity
      case .sqrt: min(max(max(affinity, 0).squareRoot(), 1e-5), 1)
      }
    }
  }

  /// How a target that is supervised itself may be solved.
  package enum Mode: String, CaseIterable, Sendable {
    /// By any transfer, its own network among them (the paper).
    case free
    /// By its own network alone (the authors' solver).
    case exclusive
  }

  /// What the chosen sources may cost together; zero or more.
  package var budget: Double
  /// The highest order of a transfer; nil for all.
  package var maxOrder: Int?
  /// The tasks to solve; nil for all targets of the affinities.
  package var targets: [String]?
  /// The tasks that may be supervised; nil for all of `TransferTable.sources`.
  package var sources: [String]?
  /// How much a target counts, zero or more; 1 where nothing is said.
  package var importances: [String: Double] = [:]
  /// What supervising a source costs, zero or more; 1 where nothing is said.
  package var costs: [String: Double] = [:]
  /// What the objective adds up.
  package var value = Value.affinity
  /// How a supervised target may be solved.
  package var mode = Mode.free
  /// Whether readouts retrained on the target's own encoder (`X` into `X`) are transfers.
  package var allowsRetrained = true
  /// Groups of names for one task: a name that the affinities lack means the member of its group
  /// that they have.
  package var aliases: [[String]] = []

  /// The paper's problem with this budget.
  package init(budget: Double) {
    self.budget = budget
  }
}

extension TaxonomyOptions {
  /// What supervising a task costs: 1 where nothing is said.
  func cost(of source: String) -> Double { costs[source] ?? 1 }

  /// How much `target` counts: 1 where nothing is said.
  func importance(of target: String) -> Double { importances[target] ?? 1 }
}
