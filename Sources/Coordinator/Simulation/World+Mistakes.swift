internal import Documents
internal import Scheduling
internal import TaskSpace
internal import Wire

/// Planted mistakes, where one is wanted: each changes what passes between the real parts.
extension World {
  /// What a coordinator that makes the mistake takes for the journal's content.
  func mistaken(_ snapshot: SchedulerSnapshot) -> SchedulerSnapshot {
    guard scenario.bug == .forgetsLeases || scenario.bug == .reusesAttempts else { return snapshot }
    let forgets = scenario.bug == .forgetsLeases
    let jobs = snapshot.jobs.map { kept in
      let isLeased = kept.state == .running && !kept.job.recipe.kind.runsOnCoordinator
      return SchedulerSnapshot.KeptJob(
        job: kept.job, state: forgets && isLeased ? .waiting : kept.state,
        attempt: forgets || isLeased ? kept.attempt : max(0, kept.attempt - 1),
        failures: kept.failures, crashes: kept.crashes, silences: kept.silences,
        maximumAttempts: kept.maximumAttempts, maximumCrashes: kept.maximumCrashes,
        reason: kept.reason, result: kept.result, checkpoint: kept.checkpoint, grown: kept.grown,
        worker: kept.worker)
    }
    return SchedulerSnapshot(jobs: jobs, runs: snapshot.runs)
  }

  /// A turn's changes as they are committed, each part in a transaction of its own.
  func mistaken(_ changes: [JournalChange]) -> [[JournalChange]] {
    switch scenario.bug {
    case .commitsInPieces: return changes.map { [$0] }
    case .forgetsBlocked:
      return [
        changes.filter { change in
          if case .setJob(_, .blocked, _, _, _, _, _, _, _, _) = change { false } else { true }
        }
      ]
    case .losesGrowth:
      return [
        changes.filter { change in
          if case .grow = change { false } else { true }
        }
      ]
    default: return [changes]
    }
  }

  /// A worker's message as the scheduler gets it; more than once where that is the mistake.
  func mistaken(_ message: WorkerMessage, _ process: CoordinatorProcess) -> [WorkerMessage] {
    switch (scenario.bug, message) {
    case (.overbooks, .hello(var hello)):
      hello.slots *= 2
      return [.hello(hello)]
    case (.ignoresAttempt, .result(let reference, let outcome)):
      let attempt = process.turn.scheduler.job(reference.job)?.attempt ?? reference.attempt
      return [.result(.init(job: reference.job, attempt: max(1, attempt)), outcome)]
    default: return [message]
    }
  }

  /// What the scheduler is told once more after a message; nil for nothing.
  func repetition(of message: WorkerMessage, _ process: CoordinatorProcess) -> WorkerMessage? {
    guard scenario.bug == .countsTwice, case .result(let reference, .failure(let reason)) = message,
      let attempt = process.turn.scheduler.job(reference.job)?.attempt, attempt > 0
    else { return nil }
    return .result(.init(job: reference.job, attempt: attempt), .failure(reason))
  }

  /// What of an acknowledgement is said.
  func mistaken(
    acknowledging references: [AttemptReference], given stale: Set<AttemptReference>
  ) -> [AttemptReference] {
    scenario.bug == .dropsOldResults ? references.filter { !stale.contains($0) } : references
  }
}
