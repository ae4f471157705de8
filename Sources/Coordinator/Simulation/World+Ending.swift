internal import Documents
internal import JobGraph
internal import Peers
internal import Scheduling
internal import TaskSpace

/// Peace, in which everything must come to its end, and what must be true then.
extension World {
  /// The job that never succeeds, where the scenario has one.
  var badJob: Digest? {
    guard scenario.has(.hopeless) || scenario.has(.poison) else { return nil }
    var luck = Luck(seed: scenario.seed, "bad job")
    let jobs = workload.requests[0].jobs.filter { !$0.recipe.kind.runsOnCoordinator }
    return jobs[luck.number(0...jobs.count - 1)].identity
  }

  /// Whether all jobs can succeed.
  var canBeComplete: Bool { badJob == nil }

  /// The faults end: all machines are up, all lines are open, the disk has room.
  func makePeace() {
    trace.tell(time, "peace")
    isChaotic = false
    disk.isFull = false
    disk.crashCall = scenario.powerFailure.flatMap { $0 > disk.calls ? $0 : nil }
    setDiskFaults()
    for number in machines.indices { mend(number) }
    if machines.allSatisfy(\.isGone) {
      addMachine(named: "worker \(machines.count)")
      add(.boot(machines.count - 1), after: 1)
    }
    add(.look, after: 100)
  }

  private func mend(_ number: Int) {
    machines[number].link.isCutOutwards = false
    machines[number].link.isCutInwards = false
    machines[number].link.isSlow = false
    machines[number].slowness = 1
    // Strangers and impostors leave.
    let isDouble = machines[..<number].contains { $0.name == machines[number].name && !$0.isGone }
    if isDouble || machines[number].sceneGenerator == 0 {
      machines[number].isGone = true
      kill(number, restartsAfter: nil)
    } else {
      add(.boot(number), after: 100)
    }
  }

  /// Looks whether everything is done; then the workers leave, and are forgotten.
  func look() {
    add(.look, after: 500)
    guard whatIsOpen.isEmpty, let process = coordinator else { return }
    if isParting {
      isDone = true
    } else {
      isParting = true
      checkTheEnd()
      handle(.stop, process)
      commitAndSpeak(process)
    }
  }

  /// What is still to be done, for people.
  var whatIsOpen: String {
    guard let scheduler = coordinator?.turn.scheduler else { return "there is no coordinator" }
    var open: [String] = []
    if person.questions.values.contains(where: { $0.verb != "status" }) {
      open.append("a person waits for an answer")
    }
    for (index, request) in workload.requests.enumerated() {
      let state = scheduler.run(request.id)?.state
      let isEnded =
        state == .complete || !canBeComplete && state == .incomplete && person.retries[index] >= 2
      if !isEnded || person.wishes[index] != .granted {
        open.append("\(request.id) is \(state?.rawValue ?? "unknown")")
      }
    }
    if !open.isEmpty {
      open += scheduler.jobs.filter { !$0.state.isTerminal }.prefix(4).map {
        "\($0.job.recipe.title) \($0.state) \($0.reason ?? "")"
      }
    }
    for machine in machines where machine.peer != nil {
      let results = machine.peer?.outboxCount ?? 0
      if results > 0 || !machine.running.isEmpty {
        open.append("\(machine.name) has \(machine.running.count) jobs and \(results) results")
      }
    }
    if isParting {
      open += machines.filter { $0.peer != nil }.map { "\($0.name) has not left" }
      open += scheduler.workers.map { "\($0.name) is still listed" }
    }
    for (run, ended) in audit.ended.sorted(by: { $0.key < $1.key })
    where audit.published[run].map({ $0 < ended }) ?? true {
      let state = scheduler.run(run)?.state
      if state == .complete || state == .incomplete { open.append("\(run) has no folder") }
    }
    return open.joined(separator: ", ")
  }

  // MARK: The end

  /// What must be true when all is done, whatever the faults were.
  func checkTheEnd() {
    guard let process = coordinator else { return }
    if person.unanswered > 0 { audit.violations.append("people were not answered in peace") }
    readBack(process)
    let expected = expectedJobs
    let jobs = process.turn.scheduler.jobs
    if canBeComplete, Set(jobs.map(\.identity)) != Set(expected.map(\.identity)) {
      audit.violations.append("the graph grew otherwise than without faults")
    }
    let doomed = doomed(expected)
    for record in jobs {
      let title = record.job.recipe.title
      if doomed.contains(record.identity) {
        let isRight = record.state == (record.identity == badJob ? .failed : .blocked)
        if !isRight { audit.violations.append("\(title) is \(record.state), but cannot be done") }
      } else if record.state != .succeeded {
        audit.violations.append("\(title) is \(record.state) at the end")
      } else if !record.job.recipe.kind.runsOnCoordinator,
        record.result != Workload.result(of: record.job)
      {
        audit.violations.append("\(title) has another result than without faults")
      }
    }
  }

  /// All jobs that the runs have in the end, when nothing fails.
  private var expectedJobs: [Job] {
    var jobs: [Job] = []
    var known: Set<Digest> = []
    for request in workload.requests {
      for job in request.jobs where known.insert(job.identity).inserted { jobs.append(job) }
    }
    let byIdentity = Dictionary(uniqueKeysWithValues: jobs.map { ($0.identity, $0) })
    for job in jobs where job.recipe.kind.runsOnCoordinator {
      let losses = job.dependencies.compactMap { dependency -> (source: String, digest: Digest)? in
        guard dependency.role.hasPrefix("losses."), let maker = byIdentity[dependency.identity]
        else { return nil }
        return (
          String(dependency.role.dropFirst("losses.".count)),
          Workload.result(of: maker).outputs[0].digest
        )
      }
      for grown in Workload.grown(from: job, losses)
      where known.insert(grown.identity).inserted {
        jobs.append(grown)
      }
    }
    return jobs
  }

  /// The bad job and all that depends on it.
  private func doomed(_ jobs: [Job]) -> Set<Digest> {
    guard let badJob else { return [] }
    var doomed: Set<Digest> = [badJob]
    for job in jobs where job.dependencies.contains(where: { doomed.contains($0.identity) }) {
      doomed.insert(job.identity)
    }
    return doomed
  }
}
