package import Documents
package import TaskSpace

/// What a spec would run: jobs of each kind, and what is already there.
package struct MapPlan: Sendable {
  /// One kind of job.
  package struct Row: Hashable, Sendable {
    /// The kind.
    package let kind: JobKind
    /// How many jobs of it the map needs at most.
    package let jobs: Int
    /// How many of them have a result already.
    package let known: Int
  }

  /// The spec.
  package let spec: JobSpec
  /// The kinds in the order in which they run.
  package let rows: [Row]

  /// Plans `spec`, of whose jobs those in `known` need not be done.
  package init(_ spec: JobSpec, known: Set<Digest>) {
    self.spec = spec
    let builder = MapBuilder(spec)
    let jobs = builder.jobs
    let sets = jobs.reduce(0) { sum, job in
      if case .expand(let recipe) = job.recipe { sum + Growth.count(of: recipe) } else { sum }
    }
    rows = JobKind.allCases.compactMap { kind in
      let ofKind = jobs.filter { $0.recipe.kind == kind }
      let grows = kind == .transfer || kind == .evaluate
      let count = ofKind.count + (grows ? sets : 0)
      guard count > 0 else { return nil }
      return Row(
        kind: kind, jobs: count, known: ofKind.count { known.contains($0.identity) })
    }
  }

  /// All jobs.
  package var jobs: Int { rows.reduce(0) { $0 + $1.jobs } }
  /// Those that have a result already.
  package var known: Int { rows.reduce(0) { $0 + $1.known } }

  /// The plan as JSON.
  package var json: JSON {
    .object([
      .init("name", .string(spec.name)), .init("jobs", .number(Double(jobs))),
      .init("known", .number(Double(known))),
      .init(
        "kinds",
        .array(
          rows.map { row in
            [
              "kind": .string(row.kind.rawValue), "jobs": .number(Double(row.jobs)),
              "known": .number(Double(row.known)),
            ]
          })),
      .init("spec", spec.json),
    ])
  }
}
