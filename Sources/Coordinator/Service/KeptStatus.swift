package import Documents
package import Journal
internal import Scheduling
internal import TaskSpace

/// What `status` says about a run while no coordinator is there: the same members, from the
/// journal's counts.
package struct KeptStatus: Sendable {
  private let run: RunSummary

  /// Reports on `run`.
  package init(_ run: RunSummary) { self.run = run }

  /// One line's worth of the run.
  package var line: JSON {
    StatusReport.line(
      run: run.id, name: run.name, state: run.state, jobs: total(run.counts),
      done: total(run.counts.filter { $0.state == .succeeded }))
  }

  /// All about the run, whose results lie in `folder`.
  package func json(folder: String) -> JSON {
    .object([
      .init("run", .string(run.id)), .init("name", .string(run.name)),
      .init("state", .string(run.state.rawValue)),
      .init("reason", run.reason.map { .string($0) } ?? .null),
      .init("total", .number(Double(total(run.counts)))),
      .init("done", .number(Double(total(run.counts.filter { $0.state == .succeeded })))),
      .init("kinds", .array(JobKind.allCases.compactMap(kind))), .init("running", []),
      .init(
        "failed",
        .array(
          run.failed.map { job in
            .object([
              .init("job", .string(job.identity.short)), .init("title", .string(job.title)),
              .init("reason", .string(job.reason)),
            ])
          })),
      .init("eta", .null), .init("workers", []), .init("folder", .string(folder)),
      .init("coordinator", "none"),
    ])
  }

  private func total(_ counts: [RunSummary.Count]) -> Int { counts.reduce(0) { $0 + $1.jobs } }

  private func kind(_ kind: JobKind) -> JSON? {
    let counts = run.counts.filter { $0.kind == kind }
    guard !counts.isEmpty else { return nil }
    var sum = KindCounts(kind: kind)
    for count in counts {
      // Nothing runs without a coordinator: what was running is still to be done.
      sum.add(count.state == .running ? .waiting : count.state, jobs: count.jobs)
    }
    return sum.json
  }
}
