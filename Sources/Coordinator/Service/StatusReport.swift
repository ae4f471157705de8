package import Documents
internal import JobGraph
package import Peers
package import Scheduling
internal import TaskSpace
internal import Wire

/// What `status` says about a run.
package struct StatusReport: Sendable {
  private let scheduler: Scheduler
  private let now: Instant

  /// Reports on the runs of `scheduler` at `now`.
  package init(_ scheduler: Scheduler, at now: Instant) {
    self.scheduler = scheduler
    self.now = now
  }

  /// One line's worth of each run, oldest first.
  package var runs: JSON {
    .array(
      scheduler.runs.map { run in
        Self.line(
          run: run.id, name: run.name, state: run.state, jobs: run.jobs.count,
          done: done(run.jobs))
      })
  }

  /// One line's worth of a run.
  package static func line(
    run: String, name: String, state: RunRecord.State, jobs: Int, done: Int
  ) -> JSON {
    .object([
      .init("run", .string(run)), .init("name", .string(name)),
      .init("state", .string(state.rawValue)), .init("jobs", .number(Double(jobs))),
      .init("done", .number(Double(done))),
    ])
  }

  /// All about one run.
  package func json(of run: RunRecord) -> JSON {
    // Places instead of records: copying thousands of these, several times a second, is what
    // people who watch would cost the coordinator most.
    let jobs = run.jobs
    return .object([
      .init("run", .string(run.id)), .init("name", .string(run.name)),
      .init("state", .string(run.state.rawValue)),
      .init("reason", run.reason.map { .string($0) } ?? .null),
      .init("total", .number(Double(jobs.count))),
      .init("done", .number(Double(done(jobs)))),
      .init("kinds", kinds(jobs)), .init("running", running(jobs)),
      .init("failed", failed(jobs)), .init("eta", eta(jobs).map { .number($0) } ?? .null),
      .init("workers", workers), .init("skippedFiles", .number(Double(skippedFiles(jobs)))),
    ])
  }

  private func done(_ jobs: [Int]) -> Int {
    jobs.count { scheduler.jobs[$0].state == .succeeded }
  }

  private func skippedFiles(_ jobs: [Int]) -> Int {
    SkippedFiles.count(
      jobs.compactMap { place in
        scheduler.jobs[place].result.map { (scheduler.jobs[place].job.recipe.kind, $0) }
      })
  }

  private func kinds(_ jobs: [Int]) -> JSON {
    var counts: [JobKind: KindCounts] = [:]
    for place in jobs {
      let kind = scheduler.jobs[place].job.recipe.kind
      counts[kind, default: KindCounts(kind: kind)].add(scheduler.jobs[place].state)
    }
    return .array(JobKind.allCases.compactMap { counts[$0]?.json })
  }

  private func running(_ jobs: [Int]) -> JSON {
    .array(
      jobs.compactMap { place in
        guard let lease = scheduler.jobs[place].lease else { return nil }
        let record = scheduler.jobs[place]
        return .object([
          .init("job", .string(record.identity.short)),
          .init("title", .string(record.job.recipe.title)),
          .init("worker", .string(lease.worker)),
          .init("seconds", .number(Double(now - lease.since) / 1000)),
          .init("fraction", record.progress.map { .number($0.fraction) } ?? .null),
          .init("note", record.progress.map { .string($0.note) } ?? .null),
        ])
      })
  }

  private func failed(_ jobs: [Int]) -> JSON {
    .array(
      jobs.filter { scheduler.jobs[$0].state == .failed }.map { place in
        let record = scheduler.jobs[place]
        return .object([
          .init("job", .string(record.identity.short)),
          .init("title", .string(record.job.recipe.title)),
          .init("reason", .string(record.reason ?? "")),
        ])
      })
  }

  private var workers: JSON {
    .array(
      scheduler.workers.map { worker in
        .object([
          .init("name", .string(worker.name)),
          .init("slots", .number(Double(worker.hello.slots))),
          .init("busy", .number(Double(worker.busySlots))),
          .init("hardware", .string(worker.hello.hardware)),
          .init("leaving", .bool(worker.isLeaving)),
        ])
      })
  }

  /// Seconds to the end, if nothing changes: what is left to do, over the slots there are.
  ///
  /// Nodes that have not grown yet count with the jobs that they will add. Nil without workers.
  private func eta(_ jobs: [Int]) -> Double? {
    let slots = scheduler.workers.reduce(0) { $0 + $1.hello.slots }
    guard slots > 0 else { return nil }
    var work = 0.0
    for place in jobs where !scheduler.jobs[place].state.isTerminal {
      let kind = scheduler.jobs[place].job.recipe.kind
      let fraction = scheduler.jobs[place].progress?.fraction ?? 0
      work += scheduler.durations.seconds(kind) * (1 - fraction)
      if kind == .expand, case .expand(let recipe) = scheduler.jobs[place].job.recipe {
        work += growth(of: recipe)
      }
    }
    return work / Double(slots)
  }

  private func growth(of recipe: ExpandRecipe) -> Double {
    let pair =
      scheduler.durations.seconds(.transfer) + scheduler.durations.seconds(.evaluate)
    return Double(Growth.count(of: recipe)) * pair
  }
}
