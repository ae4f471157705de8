internal import Documents
internal import Scheduling
internal import Service
internal import TaskSpace

/// What a run has not measured, and what that may still change.
struct RunGaps {
  /// The state of the run.
  private let state: String
  private let run: String
  /// Evaluations by target: measured, to come, and lost for good.
  private var counts: [String: (done: Int, open: Int, lost: Int)] = [:]
  /// The targets whose sets of several sources are not planned yet.
  private var unexpanded: [String] = []
  /// The targets that lack what they are compared with, by who is missing.
  private var unopposed: [(opponent: String, targets: [String])] = []

  /// The gaps of a run; nil where nothing is missing.
  init?(_ analysis: RunAnalysis) {
    run = analysis.run.id
    state = analysis.run.state.rawValue
    let targets = analysis.spec.targets.map(\.name)
    for target in targets { counts[target] = (0, 0, 0) }
    for kept in analysis.jobs {
      switch kept.job.recipe {
      case .evaluate(let recipe):
        guard case .transfer = recipe.predictor else { continue }
        count(kept.state, recipe.target)
      case .screen(let recipe) where analysis.spec.isEstimate: count(kept.state, recipe.target)
      case .expand(let recipe) where kept.state != .succeeded: unexpanded.append(recipe.target)
      default: continue
      }
    }
    unexpanded = Set(unexpanded).sorted()
    for (name, predictor) in [
      ("supervised network", EvaluateRecipe.Predictor.supervised),
      ("network trained from scratch", .scratch),
    ] {
      let missing = targets.filter { analysis.losses.losses(predictor, of: $0) == nil }
      if !missing.isEmpty { unopposed.append((name, missing)) }
    }
    let isWhole = counts.values.allSatisfy { $0.open + $0.lost == 0 }
    if isWhole, unexpanded.isEmpty, unopposed.isEmpty { return nil }
  }

  private mutating func count(_ state: JobState, _ target: String) {
    guard var count = counts[target] else { return }
    switch state {
    case .succeeded: count.done += 1
    case .waiting, .ready, .running: count.open += 1
    case .failed, .blocked, .cancelled: count.lost += 1
    }
    counts[target] = count
  }

  /// A few sentences, a line each.
  var sentences: [String] {
    let done = counts.values.reduce(0) { $0 + $1.done }
    let open = counts.values.reduce(0) { $0 + $1.open }
    let lost = counts.values.reduce(0) { $0 + $1.lost }
    var lines = [
      "The run \(run) is \(state): \(done) transfers are measured, \(open) are to come"
        + (lost > 0 ? ", \(lost) are lost for good." : ".")
    ]
    let absent = names { $0.done == 0 }
    if !absent.isEmpty {
      lines.append("Left out, for want of any transfer: \(absent.joined(separator: ", ")).")
    }
    for (opponent, targets) in unopposed {
      lines.append("Without a \(opponent) so far: \(targets.joined(separator: ", ")).")
    }
    if !unexpanded.isEmpty {
      lines.append(
        "Sets of several sources are not planned yet for \(unexpanded.joined(separator: ", ")).")
    }
    let unsettled = unsettled
    let settled = counts.keys.sorted().filter { !unsettled.contains($0) }
    if !unsettled.isEmpty {
      lines.append(
        "What is still to come may change the affinities of \(unsettled.joined(separator: ", ")), "
          + "since every entrant of a tournament counts, and with them which sources are chosen.")
    }
    if !settled.isEmpty {
      lines.append("Settled: the affinities into \(settled.joined(separator: ", ")).")
    }
    return lines
  }

  /// The same for programs.
  var json: JSON {
    .object([
      .init("run", .string(run)), .init("state", .string(state)),
      .init(
        "targets",
        .array(
          counts.keys.sorted().map { name in
            let count = counts[name] ?? (0, 0, 0)
            return .object([
              .init("target", .string(name)), .init("measured", .number(Double(count.done))),
              .init("open", .number(Double(count.open))),
              .init("lost", .number(Double(count.lost))),
              .init("settled", .bool(!unsettled.contains(name))),
            ])
          })),
    ])
  }

  /// The targets into which something is still to be measured.
  private var unsettled: [String] {
    guard state == RunRecord.State.active.rawValue else { return [] }
    let waiting = Set(unexpanded + unopposed.flatMap(\.targets))
    return counts.keys.sorted().filter { counts[$0]?.open ?? 0 > 0 || waiting.contains($0) }
  }

  private func names(
    where isMeant: ((done: Int, open: Int, lost: Int)) -> Bool
  ) -> [String] {
    counts.keys.sorted().filter { counts[$0].map(isMeant) ?? false }
  }
}
