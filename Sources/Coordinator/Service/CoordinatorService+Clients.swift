internal import Dispatch
internal import Documents
internal import Messaging
internal import Scheduling
internal import TaskSpace
internal import Wire

/// What people's commands ask for.
extension CoordinatorService {
  /// Submissions that may be prepared at a time.
  private static let mostPreparations = 16

  /// Answers a request, now or, where that takes longer than a turn may, later.
  func answer(_ request: ClientRequest, of session: SessionID, _ peer: Peer) {
    let isPromise = !["runs", "status", "explain"].contains(request.verb)
    if isPromise, let pause {
      refuse(request, of: session, because: pause)
      return
    }
    if request.verb == "submit" {
      prepare(request, of: session, peer)
      return
    }
    let result: Result<JSON, Failure>
    do throws(Failure) {
      result = .success(try reply(to: request, of: peer))
    } catch {
      result = .failure(error)
    }
    replies.append((session, ClientReply(number: request.number, result: result), isPromise))
  }

  /// Answers that it cannot be done now.
  private func refuse(_ request: ClientRequest, of session: SessionID, because reason: String) {
    let result = Result<JSON, Failure>.failure(Failure(.unavailable, "\(reason); ask again then"))
    replies.append((session, ClientReply(number: request.number, result: result), false))
  }

  private func reply(to request: ClientRequest, of peer: Peer) throws(Failure) -> JSON {
    let body = request.body
    switch request.verb {
    case "runs": return StatusReport(scheduler, at: Clock.now).runs
    case "status": return try status(body)
    case "cancel":
      let run = try find(body, touchedBy: peer)
      guard run.state == .active else {
        throw Failure(.usage, "the run \(run.id) is not active: it is \(run.state.rawValue)")
      }
      let reason = body["reason"]?.text ?? "cancelled by a person"
      guard let line = reason.asLine(upTo: MessageLimits.textBytes) else {
        throw Failure(
          .usage, "the reason has more than \(MessageLimits.textBytes) bytes; shorten it")
      }
      take(.cancel(run: run.id, reason: line))
      return ["run": .string(run.id)]
    case "retry":
      let run = try find(body, touchedBy: peer)
      let count = scheduler.jobs(of: run).count {
        $0.state == .failed || $0.state == .blocked || $0.state == .cancelled
      }
      take(.retry(run: run.id))
      return ["run": .string(run.id), "jobs": .number(Double(count))]
    case "explain":
      return try JobExplanation(scheduler).json(body["job"]?.text ?? "")
    default:
      throw Failure(
        .usage, "this coordinator does not know '\(request.verb)'; use commands of its version")
    }
  }

  /// Expands a spec into jobs beside the coordinator's thread, then submits them.
  private func prepare(_ request: ClientRequest, of session: SessionID, _ peer: Peer) {
    guard preparations < Self.mostPreparations else {
      refuse(request, of: session, because: "it is busy with other submissions")
      return
    }
    preparations += 1
    DispatchQueue.global().async {
      let prepared: Result<RunRequest, Failure>
      do throws(Failure) {
        guard let spec = request.body["spec"] else {
          throw Failure(.data, "a submission without a spec")
        }
        try self.checkDetachment(request.body)
        var wanted = try Submission.checked(try JobSpec(kept: spec))
        wanted.submitter = peer.name
        prepared = .success(wanted)
      } catch {
        prepared = .failure(error)
      }
      Task { await self.submit(prepared, number: request.number, of: session) }
    }
  }

  /// A coordinator that ends with its run cannot be left alone with another.
  private nonisolated func checkDetachment(_ body: JSON) throws(Failure) {
    guard isTemporary, body["detached"]?.bool == true else { return }
    throw Failure(
      .usage,
      "the coordinator of \(folder.path) ends with the run for which it was started; --detach "
        + "needs one that goes on: start it with 'coordinator serve'")
  }

  private func submit(
    _ prepared: Result<RunRequest, Failure>, number: Int, of session: SessionID
  ) {
    preparations -= 1
    let result = prepared.map { request -> JSON in
      let known = request.jobs.count { scheduler.job($0.identity)?.state == .succeeded }
      publications.states[request.id] = nil
      publications.withoutRoom.remove(request.id)
      take(.submit(request))
      return [
        "run": .string(request.id), "jobs": .number(Double(request.jobs.count)),
        "known": .number(Double(known)), "temporary": .bool(isTemporary),
      ]
    }
    replies.append((session, ClientReply(number: number, result: result), true))
    speak()
  }

  private func find(_ body: JSON) throws(Failure) -> RunRecord {
    let id = try RunSelector.find(
      body["run"]?.text ?? "last", among: scheduler.runs.map(\.id))
    guard let run = scheduler.run(id) else { preconditionFailure("it was just found") }
    return run
  }

  /// As `find`, for somebody who wants to change it: who submitted it, or an admin.
  private func find(_ body: JSON, touchedBy peer: Peer) throws(Failure) -> RunRecord {
    let run = try find(body)
    guard peer.role != .admin, run.submitter != peer.name else { return run }
    let owner = run.submitter.map { "'\($0)'" } ?? "somebody whose name was not kept"
    throw Failure(
      .usage,
      "the run \(run.id) was submitted by \(owner), not by '\(peer.name)'; ask them, or an admin")
  }

  /// Whether the run ended in this very turn, so that its folder is still to be written.
  private func isAboutToPublish(_ run: String) -> Bool {
    pending.outgoing.contains { effect in
      if case .runEnded(run, _) = effect { true } else { false }
    }
  }

  private func status(_ body: JSON) throws(Failure) -> JSON {
    let run = try find(body)
    var members = StatusReport(scheduler, at: Clock.now).json(of: run).members ?? []
    members.append(.init("recent", recent.json(after: body["after"]?.integer ?? 0)))
    let publication: JSON
    switch publications.states[run.id] {
    case nil:
      publication =
        run.state == .active ? "waiting" : isAboutToPublish(run.id) ? "working" : "unknown"
    case .working: publication = "working"
    case .done: publication = "done"
    case .failed(let reason): publication = ["failed": .string(reason)]
    }
    members.append(.init("publication", publication))
    let isWithoutRoom = publications.withoutRoom.contains(run.id)
    let obstacle = isWithoutRoom ? Self.fullDisk(folder) : pause
    members.append(.init("paused", obstacle.map { .string($0) } ?? .null))
    members.append(.init("folder", .string(folder.run(run.id))))
    return .object(members)
  }
}
