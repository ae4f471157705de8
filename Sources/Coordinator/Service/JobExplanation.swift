package import Documents
package import Scheduling
internal import TaskSpace

/// Why a job is where it is, from the scheduler's own reasons.
package struct JobExplanation: Sendable {
  private let scheduler: Scheduler

  /// Explains jobs of `scheduler`.
  package init(_ scheduler: Scheduler) { self.scheduler = scheduler }

  /// All about the job whose identity begins with `text`, or whose title it is.
  ///
  /// - Throws: `Failure` (missingInput) where no job or more than one is meant.
  package func json(_ text: String) throws(Failure) -> JSON {
    let matches = scheduler.jobs.indices.filter { position in
      let record = scheduler.jobs[position]
      return record.identity.description.hasPrefix(text) || record.job.recipe.title == text
    }
    guard let position = matches.first else {
      throw Failure(.missingInput, "there is no job '\(text)'; write its title or its identity")
    }
    guard matches.count == 1 else {
      let few = matches.prefix(4).map { scheduler.jobs[$0].identity.short }
      throw Failure(
        .missingInput,
        "'\(text)' may mean \(matches.count) jobs, \(few.joined(separator: ", "))"
          + (matches.count > 4 ? ", ..." : "") + "; write one of these identities")
    }
    return json(position)
  }

  private func json(_ position: Int) -> JSON {
    let record = scheduler.jobs[position]
    return .object([
      .init("job", .string(record.identity.description)),
      .init("title", .string(record.job.recipe.title)),
      .init("state", .string(record.state.rawValue)),
      .init("because", .texts(reasons(position))),
      .init("attempt", .number(Double(record.attempt))),
      .init("failures", .number(Double(record.failures))),
      .init("crashes", .number(Double(record.crashes))),
      .init("checkpoint", record.checkpoint.map { .string($0.description) } ?? .null),
      .init("result", record.result?.json ?? .null),
      .init("recipe", record.job.recipe.json),
      .init(
        "dependencies",
        .array(
          record.job.dependencies.map { dependency in
            let maker = scheduler.job(dependency.identity)
            return .object([
              .init("role", .string(dependency.role)),
              .init("job", .string(dependency.identity.short)),
              .init("title", .string(maker?.job.recipe.title ?? "")),
              .init("state", .string(maker?.state.rawValue ?? "unknown")),
            ])
          })),
    ])
  }

  private func reasons(_ position: Int) -> [String] {
    let record = scheduler.jobs[position]
    let last = record.reason.map { [$0] } ?? []
    switch record.state {
    case .succeeded: return ["its result is journaled"]
    case .running: return ["\(record.lease?.worker ?? "a worker") is doing it"]
    case .failed, .blocked, .cancelled: return last
    case .waiting:
      let open = record.job.dependencies.compactMap { scheduler.job($0.identity) }
        .filter { $0.state != .succeeded }
      let titles = open.prefix(3).map { "\($0.job.recipe.title) (\($0.state.rawValue))" }
      return [
        "it waits for " + titles.joined(separator: ", ")
          + (open.count > 3 ? " and \(open.count - 3) more" : "")
      ] + last
    case .ready:
      if scheduler.workers.isEmpty { return ["no worker is connected"] + last }
      return scheduler.workers.indices.map { worker in
        let name = scheduler.workers[worker].name
        let obstacle = scheduler.obstacle(position, worker).map(sentence)
        return "\(name) \(obstacle ?? "is free for it; other jobs come first")"
      } + last
    }
  }

  private func sentence(_ obstacle: Scheduler.Obstacle) -> String {
    switch obstacle {
    case .leaving: "takes no more work"
    case .away: "lost its connection"
    case .numerics(let offered): "offers only the arithmetic \(offered.joined(separator: ", "))"
    case .data(let name, _, nil):
      "has no dataset '\(name)'; start it with --data \(name)=DIR"
    case .data(let name, let wanted, let held?):
      "has other files as '\(name)': their manifest is \(held.short), the run rests on "
        + "\(wanted?.short ?? "none"); 'worker check-data' compares them"
    case .busy: "has no free slot"
    case .isolation: "must run it, or what it is at, alone: workers died of such a job before"
    case .missing(let digest): "does not hold \(digest.short), which lies in caches only"
    }
  }
}
