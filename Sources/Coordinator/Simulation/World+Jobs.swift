internal import Documents
internal import Peers
internal import Scheduling
internal import TaskSpace
internal import Wire

/// Jobs as machines do them.
extension World {
  func start(_ number: Int, _ assignment: Assignment) {
    let reference = assignment.reference
    trace.tell(time, "\(machines[number].name) starts \(reference)")
    if !audit.started.insert(reference).inserted {
      audit.violations.append("\(reference) was started twice")
    }
    machines[number].running.append(.init(assignment: assignment))
    var duration = luckOfWorkers.number(20...2_000) * machines[number].slowness
    if isChaotic, luckOfWorkers.happens(scenario.strength(.longJob) * 0.2) { duration = 60_000 }
    add(.finish(number, life: machines[number].life, reference), after: duration)
  }

  /// An attempt comes to its end, whatever that is.
  func finish(_ number: Int, _ reference: AttemptReference) {
    guard
      let index = machines[number].running.firstIndex(where: {
        $0.assignment.reference == reference
      }), let job = audit.ledger.jobs[reference.job]?.job ?? workloadJob(reference.job)
    else { return }
    let running = machines[number].running.remove(at: index)
    if isBad(job), scenario.has(.poison) {
      burst(number)
      return
    }
    let outcome = running.isCancelled ? .stopped : outcome(of: job, running.assignment, on: number)
    switch outcome {
    case .success(let result, _): keep(result, of: job, reference, on: number)
    case .failure: audit.failed.insert(reference)
    case .missingInputs, .stopped: break
    }
    tell(number, .finished(reference, outcome))
  }

  private func workloadJob(_ identity: Digest) -> Job? {
    for request in workload.requests {
      if let job = request.jobs.first(where: { $0.identity == identity }) { return job }
    }
    return nil
  }

  /// A poison job takes its worker along; the parent of the process sees it, if it is there.
  private func burst(_ number: Int) {
    kill(number, restartsAfter: luckOfWorkers.number(100...2_000))
    if luckOfWorkers.happens(0.5) { parentSees(number) }
  }

  private func outcome(
    of job: Job, _ assignment: Assignment, on number: Int
  ) -> Outcome {
    let missing = assignment.inputs.filter { !isThere($0, for: number) }.map(\.digest)
    if !missing.isEmpty { return .missingInputs(missing) }
    if isBad(job), scenario.has(.hopeless) { return .failure("it cannot succeed") }
    if isChaotic, luckOfWorkers.happens(scenario.strength(.failure) * 0.5) {
      return .failure("by chance")
    }
    let isRepeated = audit.ledger.jobs[job.identity]?.result != nil
    let isOther =
      isChaotic && isRepeated && luckOfWorkers.happens(scenario.strength(.nondeterminism))
    return .success(Workload.result(of: job, isOther: isOther), seconds: 1)
  }

  /// Whether a machine gets at an input: its representations it makes itself.
  private func isThere(_ input: Assignment.Input, for number: Int) -> Bool {
    if input.role.hasPrefix("representation.") { return true }
    if input.isTemporary { return caches[machines[number].cache].contains(input.digest) }
    return store[input.digest] != nil
  }

  private func keep(
    _ result: JobResult, of job: Job, _ reference: AttemptReference, on number: Int
  ) {
    let isRight = result == Workload.result(of: job)
    if isRight { audit.succeeded.insert(reference) }
    audit.failed.formUnion(isRight ? [] : [reference])
    for output in result.outputs {
      if output.isTemporary {
        caches[machines[number].cache].insert(output.digest)
      } else {
        machines[number].artifacts[output.digest] =
          Workload.content(of: job) + (isRight ? "" : " gone wrong")
      }
    }
  }

  /// The one job that never succeeds, where the scenario has one.
  func isBad(_ job: Job) -> Bool {
    guard scenario.has(.hopeless) || scenario.has(.poison) else { return false }
    return job.identity == badJob
  }

  // MARK: Artifacts

  /// A machine brings an artifact to the coordinator, or tries again later.
  func upload(_ number: Int, _ digest: Digest) {
    guard machines[number].uploading.contains(digest) else { return }
    let isLost = isChaotic && luckOfWorkers.happens(scenario.strength(.lostOutput) * 0.2)
    if isLost { machines[number].artifacts[digest] = nil }
    guard let content = machines[number].artifacts[digest] else {
      machines[number].uploading.removeAll { $0 == digest }
      tell(number, .lost(digest))
      return
    }
    let isDamaged = isChaotic && luckOfWorkers.happens(scenario.strength(.damagedUpload) * 0.5)
    guard isAlive(line(of: number)), coordinator != nil,
      take(isDamaged ? "?" + content.dropFirst() : content, named: digest)
    else {
      add(.upload(number, life: machines[number].life, digest), after: 500)
      return
    }
    machines[number].uploading.removeAll { $0 == digest }
    tell(number, .uploaded(digest))
  }

  /// The coordinator's store takes an artifact in only if its bytes have its name.
  private func take(_ content: String, named digest: Digest) -> Bool {
    guard scenario.bug == .trustsUploads || Digest(of: content) == digest else { return false }
    store[digest] = content
    return true
  }
}
