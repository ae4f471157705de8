package import Documents
package import TaskSpace

/// What a spec would run: jobs of each kind, what is already there, and what the rest costs.
package struct MapPlan: Sendable {
  /// One kind of job.
  package struct Row: Hashable, Sendable {
    /// The kind.
    package let kind: JobKind
    /// How many jobs of it the map needs at most.
    package let jobs: Int
    /// How many of them have a result already.
    package let known: Int
    /// What those without a result cost together.
    package let cost: JobCost
  }

  /// The spec.
  package let spec: JobSpec
  /// The kinds in the order in which they run.
  package let rows: [Row]

  /// Plans `spec`, of whose jobs those in `known` need not be done.
  package init(_ spec: JobSpec, known: Set<Digest>) {
    self.spec = spec
    let jobs = MapBuilder(spec).jobs
    var model = CostModel()
    var counts: [JobKind: (jobs: Int, known: Int)] = [:]
    var costs: [JobKind: JobCost] = [:]
    for job in jobs {
      let isKnown = known.contains(job.identity)
      counts[job.recipe.kind, default: (0, 0)].jobs += 1
      counts[job.recipe.kind, default: (0, 0)].known += isKnown ? 1 : 0
      if !isKnown { costs[job.recipe.kind, default: JobCost()].add(model.cost(of: job.recipe)) }
    }
    for job in jobs {
      guard case .expand(let recipe) = job.recipe else { continue }
      for (sources, sets) in Self.higherOrders(recipe) {
        for grown in Self.recipes(recipe.candidates, sources: sources) {
          counts[grown.kind, default: (0, 0)].jobs += sets
          costs[grown.kind, default: JobCost()].add(model.cost(of: grown), times: sets)
        }
      }
    }
    rows = JobKind.allCases.compactMap { kind in
      counts[kind].map {
        Row(kind: kind, jobs: $0.jobs, known: $0.known, cost: costs[kind] ?? JobCost())
      }
    }
  }

  /// All jobs.
  package var jobs: Int { rows.reduce(0) { $0 + $1.jobs } }
  /// Those that have a result already.
  package var known: Int { rows.reduce(0) { $0 + $1.known } }

  /// What all jobs without a result cost.
  package var cost: JobCost {
    var cost = JobCost()
    for row in rows { cost.add(row.cost) }
    return cost
  }

  /// For each order above 1 an example of its sets, and how many a target's ranking adds at most.
  private static func higherOrders(_ recipe: ExpandRecipe) -> [(sources: [String], sets: Int)] {
    let candidates = recipe.candidates.sources.filter { $0 != recipe.target }
    return Growth.counts(of: recipe).map { (Array(candidates.prefix($0.order)), $0.sets) }
  }

  /// The transfer from `sources` and its evaluation, as far as their costs depend on them.
  private static func recipes(_ candidates: TransferRecipe, sources: [String]) -> [Recipe] {
    [
      .transfer(
        TransferRecipe(
          sources: sources, target: candidates.target, network: candidates.network,
          hidden: candidates.hidden, settings: candidates.settings, seed: candidates.seed,
          data: candidates.data)),
      .evaluate(
        EvaluateRecipe(
          predictor: .transfer(sources), target: candidates.target, network: candidates.network,
          hidden: candidates.hidden, pictures: 0, data: candidates.data)),
    ]
  }

  /// The plan as JSON, with the hours that each of `hardware` needs.
  package func json(hardware: [Hardware]) -> JSON {
    let total = cost
    return .object([
      .init("name", .string(spec.name)), .init("jobs", .number(Double(jobs))),
      .init("known", .number(Double(known))),
      .init(
        "kinds",
        .array(
          rows.map { row in
            .object(
              [
                .init("kind", .string(row.kind.rawValue)), .init("jobs", .number(Double(row.jobs))),
                .init("known", .number(Double(row.known))),
              ] + Self.members(row.cost))
          })),
      .init("total", .object(Self.members(total))),
      .init(
        "hardware",
        .array(
          hardware.map { machine in
            [
              "name": .string(machine.name), "summary": .string(machine.summary),
              "operationsPerSecond": .number(machine.rate),
              "hours": .number(machine.hours(total.multiplyAdds)),
            ]
          })),
      .init("spec", spec.json),
    ])
  }

  private static func members(_ cost: JobCost) -> [JSON.Member] {
    [
      .init("multiplyAdds", .number(cost.multiplyAdds)),
      .init("dataBytes", .number(cost.dataBytes)),
      .init("representationBytes", .number(cost.representationBytes)),
      .init("artifactBytes", .number(cost.artifactBytes)),
      .init("memoryPerJob", .number(cost.memory)),
    ]
  }
}
