internal import Documents
internal import TaskSpace
internal import Wire

/// How attempts end.
extension Scheduler {
  mutating func result(
    _ reference: AttemptReference, _ outcome: Outcome, from worker: Int, missing: [Digest]
  ) {
    let session = workers[worker].session
    // The attempt's number is the fence: it does not matter who brings the result, for a worker
    // may deliver what another one on its machine left behind.
    guard isCurrent(reference), let position = positions[reference.job] else {
      // A duplicate, or from an attempt that was given up: of no use to anybody.
      send(session, .acknowledge([reference]))
      return
    }
    switch outcome {
    case .success(let result, let seconds):
      guard missing.isEmpty else {
        send(session, .need(reference, missing))
        return
      }
      hold(result, by: workers[worker].hello.cache)
      finish(position, result, seconds: seconds)
    case .failure(let reason): fail(position, reason: reason)
    case .missingInputs(let digests):
      holdings[workers[worker].hello.cache]?.subtract(digests)
      giveBack(position, reason: "the worker did not hold its inputs any more")
      if let checkpoint = jobs[position].checkpoint, missing.contains(checkpoint) {
        // Otherwise every attempt would ask for it; the next one begins anew.
        setCheckpoint(position, nil)
      }
      for digest in digests { remakeIfLost(digest, isStored: !missing.contains(digest)) }
    case .stopped: giveBack(position, reason: "its worker stopped")
    }
    send(session, .acknowledge([reference]))
  }

  private mutating func hold(_ result: JobResult, by cache: String) {
    for output in result.outputs where output.isTemporary {
      holdings[cache, default: []].insert(output.digest)
    }
  }

  private mutating func finish(_ position: Int, _ result: JobResult, seconds: Double) {
    if let old = jobs[position].result, old.outputs != result.outputs {
      fail(
        position, reason: "made again, it gave other bytes than before: \(differences(old, result))"
      )
      return
    }
    _ = releaseLease(position)
    jobs[position].result = result
    for output in result.outputs { makers[output.digest] = position }
    setCheckpoint(position, nil)
    durations.learn(jobs[position].job.recipe.kind, seconds: seconds)
    endAttempt(position, outcome: "succeeded", seconds: seconds)
    move(position, to: .succeeded)
  }

  /// Remembers a job's newest checkpoint, or that it needs none any more; the one before is
  /// removed unless another job names the same bytes.
  mutating func setCheckpoint(_ position: Int, _ checkpoint: Digest?) {
    let old = jobs[position].checkpoint
    guard old != checkpoint else { return }
    jobs[position].checkpoint = checkpoint
    effects.append(.journal(.checkpoint(jobs[position].identity, checkpoint)))
    if let old, makers[old] == nil, !jobs.contains(where: { $0.checkpoint == old }) {
      effects.append(.discard(old))
    }
  }

  private func differences(_ old: JobResult, _ new: JobResult) -> String {
    old.outputs.compactMap { output in
      let digest = new.output(output.name)?.digest
      return digest == output.digest ? nil : output.name
    }.joined(separator: ", ")
  }

  private mutating func fail(_ position: Int, reason: String) {
    _ = releaseLease(position)
    jobs[position].failures += 1
    endAttempt(position, outcome: "failed", reason: reason)
    if jobs[position].failures >= jobs[position].maximumAttempts {
      move(position, to: .failed, reason: reason)
    } else {
      move(position, to: .waiting, reason: reason)
      refresh(position)
    }
  }

  private mutating func giveBack(_ position: Int, reason: String) {
    _ = releaseLease(position)
    release(position, reason: reason)
  }

  // MARK: Lost artifacts

  /// Has an artifact made again that lies nowhere any more: a temporary one where no cache holds
  /// it, another one where it is not stored.
  private mutating func remakeIfLost(_ digest: Digest, isStored: Bool) {
    guard let maker = makers[digest], jobs[maker].state == .succeeded,
      let output = jobs[maker].result?.outputs.first(where: { $0.digest == digest })
    else { return }
    let isThere =
      output.isTemporary ? holdings.values.contains { $0.contains(digest) } : isStored
    guard !isThere else { return }
    move(maker, to: .waiting, reason: "its output was lost")
    refresh(maker)
  }

  // MARK: Nodes that grow

  /// Has the losses made again that a node needs, and then ranks its sources.
  mutating func unexpanded(_ reference: AttemptReference, lacking digests: [Digest]) {
    guard isCurrent(reference), let position = positions[reference.job] else { return }
    giveBack(position, reason: "losses that it needs are not stored any more")
    for digest in digests { remakeIfLost(digest, isStored: false) }
  }

  mutating func expanded(_ reference: AttemptReference, _ outcome: Result<[Job], Failure>) {
    guard isCurrent(reference), let position = positions[reference.job] else { return }
    switch outcome {
    case .failure(let failure): fail(position, reason: failure.message)
    case .success(let grown):
      let wanting = jobs[position].runs
      for job in grown {
        admit(
          job, to: wanting, maximumAttempts: jobs[position].maximumAttempts,
          maximumCrashes: jobs[position].maximumCrashes)
        effects.append(.journal(.grow(parent: reference.job, job: job.identity)))
      }
      revive(grown.compactMap { positions[$0.identity] })
      jobs[position].grown = grown.map(\.identity)
      finish(position, JobResult(outputs: [], metrics: []), seconds: 0)
      computePriorities()
    }
  }
}
