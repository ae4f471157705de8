internal import Documents
internal import Peers
internal import Scheduling
internal import TaskSpace

/// What the jobs and runs of a journal say that cannot all be true.
struct SnapshotCheck {
  /// A sentence each.
  let findings: [String]

  init(_ snapshot: SchedulerSnapshot) {
    var found: [String] = []
    var misnamed = 0
    var seen: Set<Digest> = []
    for kept in snapshot.jobs {
      if !kept.job.isKnownRightly { misnamed += 1 }
      if !kept.job.dependencies.allSatisfy({ seen.contains($0.identity) }) {
        found.append("\(kept.job.recipe.title): a job that it depends on does not come before it")
      }
      seen.insert(kept.job.identity)
    }
    if misnamed > 0 {
      found.append(
        "\(misnamed) of \(snapshot.jobs.count) jobs have other identities than this version of the "
          + "program gives them; use the version that made them")
    }
    let restored = Scheduler(restoring: snapshot, epoch: 1, at: Instant(milliseconds: 0))
    for run in restored.runs where run.state == .active {
      if restored.jobs(of: run).allSatisfy(\.state.isTerminal) {
        found.append("\(run.id): it is active, though all its jobs have ended")
      }
    }
    findings = found + restored.contradictions
  }
}
