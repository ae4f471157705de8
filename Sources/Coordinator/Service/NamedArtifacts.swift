internal import Documents
internal import Journal
internal import Scheduling
internal import TaskSpace

/// The artifacts that the jobs of a journal name and that the coordinator keeps.
struct NamedArtifacts {
  /// One of them.
  struct Entry {
    let digest: Digest
    /// What it is, for people.
    let title: String
    /// Whether it is a checkpoint of a job that is not done.
    let isCheckpoint: Bool
    /// Whether it has to be there; not while its job makes it again.
    let isDue: Bool
  }

  /// All of them, in the order of the jobs; one that two jobs made comes twice.
  let entries: [Entry]

  init(_ snapshot: SchedulerSnapshot) {
    entries = snapshot.jobs.flatMap { kept -> [Entry] in
      let hasSucceeded = kept.state == .succeeded
      var entries = (kept.result?.outputs ?? []).filter { !$0.isTemporary }.map { output in
        Entry(
          digest: output.digest, title: "\(output.name) of '\(kept.job.recipe.title)'",
          isCheckpoint: false, isDue: hasSucceeded)
      }
      if !hasSucceeded, let checkpoint = kept.checkpoint {
        entries.append(
          Entry(
            digest: checkpoint, title: "the checkpoint of '\(kept.job.recipe.title)'",
            isCheckpoint: true, isDue: true))
      }
      return entries
    }
  }

  /// Their names.
  var digests: Set<Digest> { Set(entries.map(\.digest)) }
}
