package import Documents

/// A computed taxonomy: which tasks to supervise, and what each target is transferred from.
package struct Taxonomy: Equatable, Sendable {
  /// Whether there is a taxonomy within the budget.
  package enum Status: String, Sendable {
    /// The best of all; proven.
    case optimal
    /// None exists; proven.
    case infeasible
  }

  /// How one target is solved.
  package struct Choice: Equatable, Sendable {
    /// The transfer; its sources are `["self"]` for the target's own supervised network.
    package let transfer: Transfer
    /// What it adds to the objective for a target of importance 1.
    package let value: Double
    /// Its gain; nil where unknown.
    package let gain: Double?
    /// Its quality; nil where unknown.
    package let quality: Double?

    /// The target's name.
    package var target: String { transfer.target }
    /// The names of the sources, sorted.
    package var sources: [String] { transfer.sources }
  }

  /// Whether there is a taxonomy within the budget.
  package let status: Status
  /// What stands in the way and what would help, where it is infeasible.
  package let reason: String?
  /// The sum of importance times value over the targets; nil where it is infeasible.
  package let objective: Double?
  /// The budget that was asked for.
  package let budget: Double
  /// The tasks to supervise, sorted: those that a transfer uses; none where it is infeasible.
  package let sources: [String]
  /// What supervising them costs.
  package let cost: Double
  /// One choice per target, sorted by target; none where it is infeasible.
  package let transfers: [Choice]

  /// The taxonomy of these choices.
  init(_ choices: [Transfer], of problem: TaxonomyProblem) {
    transfers = choices.sorted().map { transfer in
      guard let value = problem.value(of: transfer) else {
        preconditionFailure("a chosen transfer has an affinity")
      }
      return Choice(
        transfer: transfer, value: value, gain: problem.gain?[transfer],
        quality: problem.quality?[transfer])
    }
    status = .optimal
    reason = nil
    objective = transfers.reduce(0) { $0 + problem.importance(of: $1.target) * $1.value }
    budget = problem.options.budget
    sources = Set(
      choices.flatMap { $0.isSupervised ? [$0.target] : $0.sources }
    ).sorted()
    cost = sources.reduce(0) { $0 + problem.cost(of: $1) }
  }

  /// No taxonomy, because of `reason`.
  init(infeasible reason: String, budget: Double) {
    status = .infeasible
    self.reason = reason
    objective = nil
    self.budget = budget
    sources = []
    cost = 0
    transfers = []
  }

  /// The mean gain over the targets where it is known; nil where it is known for none.
  package var meanGain: Double? { Statistics.mean(transfers.compactMap(\.gain)) }

  /// The mean quality over the targets where it is known; nil where it is known for none.
  package var meanQuality: Double? { Statistics.mean(transfers.compactMap(\.quality)) }

  /// The taxonomy as files and pipes carry it; what is unknown is `null`.
  package var json: JSON {
    .object([
      .init("status", .string(status.rawValue)),
      .init("reason", reason.map { .string($0) } ?? .null),
      .init("objective", .init(number: objective)),
      .init("budget", .number(budget)),
      .init("sources", .texts(sources)),
      .init("transfers", .array(transfers.map(\.json))),
      .init("meanGain", .init(number: meanGain)),
      .init("meanQuality", .init(number: meanQuality)),
    ])
  }
}

extension Taxonomy.Choice {
  /// One element of `transfers`.
  package var json: JSON {
    .object([
      .init("target", .string(target)),
      .init("sources", .texts(sources)),
      .init("value", .number(value)),
      .init("gain", .init(number: gain)),
      .init("quality", .init(number: quality)),
    ])
  }
}

extension JSON {
  /// A number, or null where there is none.
  init(number: Double?) {
    self = number.map { .number($0) } ?? .null
  }
}
