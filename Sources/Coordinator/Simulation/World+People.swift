internal import Documents
internal import Peers
internal import Scheduling
internal import Service
internal import Wire

/// People: what they ask, and how they are answered.
extension World {
  private static let patience = 10_000
  /// Milliseconds of peace after which everybody is back from what the faults did.
  private static let settling = 45_000
  /// How often a run that cannot be complete is retried in peace.
  private static let vainRetries = 2

  func happenToPerson(_ event: Occurrence) {
    switch event {
    case .connect:
      guard !person.link.isConnected, open(Line.person) else { return }
      tellPerson(.connected)
    case .wake: tellPerson(.tick)
    case .delivery(let line, let bytes):
      guard line.number == person.link.number, person.link.isConnected else { return }
      guard let reply = ClientReply(packed: bytes) else {
        audit.violations.append("a person was answered something unintelligible")
        return
      }
      tellPerson(.reply(reply))
    default: break
    }
  }

  func tellPerson(_ event: ClientPeer.Event) {
    doPerson(person.peer.handle(event, at: Instant(milliseconds: time)))
  }

  private func doPerson(_ effects: [ClientPeer.Effect]) {
    for effect in effects {
      switch effect {
      case .send(let request): sendOutwards(request.packed, from: Line.person)
      case .answer(let number, let result): hearAnswer(number, result)
      }
    }
  }

  private func ask(_ verb: String, run: Int) {
    let id = workload.requests[run].id
    let (number, effects) = person.peer.ask(
      verb, ["run": .string(id)], patience: Self.patience, at: Instant(milliseconds: time))
    person.questions[number] = (verb, run, time)
    doPerson(effects)
    add(.wake(Line.person), after: Self.patience + 1)
  }

  private func hearAnswer(_ number: Int, _ result: Result<JSON, Failure>) {
    guard let (verb, run, asked) = person.questions.removeValue(forKey: number) else { return }
    switch result {
    case .success(let answer):
      if verb == "submit" { person.wishes[run] = .granted }
      if verb == "status" { person.states[run] = answer["state"]?.text ?? "" }
    case .failure(let failure):
      if verb == "submit" { person.wishes[run] = .open }
      if failure.code == .unavailable, asked > scenario.chaos + Self.settling {
        person.unanswered += 1
      }
    }
  }

  /// A person looks what became of the runs, and asks for what is missing.
  func wish() {
    add(.wish, after: luckOfPeople.number(1_500...4_000))
    for run in person.requests.indices {
      if person.wishes[run] == .open {
        if run > 0, isChaotic, time < scenario.chaos / 3 { continue }
        person.wishes[run] = .asked
        ask("submit", run: run)
      } else if !person.questions.values.contains(where: { $0.run == run }) {
        person.states[run] == "incomplete" || person.states[run] == "cancelled"
          ? retry(run) : ask("status", run: run)
      }
    }
  }

  private func retry(_ run: Int) {
    person.states[run] = ""
    if !isChaotic {
      guard canBeComplete || person.retries[run] < Self.vainRetries else {
        ask("status", run: run)
        return
      }
      person.retries[run] += 1
      ask("retry", run: run)
    } else if scenario.has(.retry) {
      ask("retry", run: run)
    } else {
      ask("status", run: run)
    }
  }

  // MARK: The coordinator's answers

  func reply(to request: ClientRequest, _ process: CoordinatorProcess) -> ClientReply {
    let result: Result<JSON, Failure>
    do throws(Failure) {
      result = .success(try answer(request, process))
    } catch {
      result = .failure(error)
    }
    return ClientReply(number: request.number, result: result)
  }

  private func answer(
    _ request: ClientRequest, _ process: CoordinatorProcess
  ) throws(Failure) -> JSON {
    let id = request.body["run"]?.text ?? ""
    if request.verb == "submit" {
      guard let wanted = workload.requests.first(where: { $0.id == id }) else {
        throw Failure(.usage, "nobody wants \(id)")
      }
      process.isAsked = true
      handle(.submit(wanted), process)
      return ["run": .string(id)]
    }
    guard let run = process.turn.scheduler.run(id) else {
      throw Failure(.missingInput, "there is no run \(id)")
    }
    switch request.verb {
    case "status":
      return StatusReport(process.turn.scheduler, at: coordinatorClock.now(at: time)).json(of: run)
    case "cancel": handle(.cancel(run: id, reason: "a person's wish"), process)
    case "retry":
      process.isAsked = true
      handle(.retry(run: id), process)
    default: throw Failure(.usage, "nobody asks '\(request.verb)'")
    }
    return ["run": .string(id)]
  }

  /// What people do when they do harm.
  func interfere(_ fault: Fault) {
    let run = luckOfPeople.number(0...person.requests.count - 1)
    guard person.wishes[run] == .granted else { return }
    switch fault {
    case .submittedTwice: ask("submit", run: run)
    case .cancellation: ask("cancel", run: run)
    default: ask("retry", run: run)
    }
  }
}
