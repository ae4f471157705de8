internal import Documents
internal import Messaging
internal import Scheduling
internal import TaskSpace
internal import Wire

/// What people's commands ask for.
extension CoordinatorService {
  func answer(_ request: ClientRequest, _ role: Peer.Role) -> Result<JSON, Failure> {
    do throws(Failure) {
      return .success(try reply(to: request))
    } catch {
      return .failure(error)
    }
  }

  private func reply(to request: ClientRequest) throws(Failure) -> JSON {
    let body = request.body
    switch request.verb {
    case "submit": return try submit(body)
    case "runs": return StatusReport(scheduler, at: Clock.now).runs
    case "status": return try status(body)
    case "cancel":
      let run = try find(body)
      guard run.state == .active else {
        throw Failure(.usage, "the run \(run.id) is not active: it is \(run.state.rawValue)")
      }
      take(.cancel(run: run.id, reason: body["reason"]?.text ?? "cancelled by a person"))
      return ["run": .string(run.id)]
    case "retry":
      let run = try find(body)
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

  private func submit(_ body: JSON) throws(Failure) -> JSON {
    guard let spec = body["spec"] else { throw Failure(.data, "a submission without a spec") }
    guard !isTemporary || body["detached"]?.bool != true else {
      throw Failure(
        .usage,
        "the coordinator of \(folder.path) ends with the run for which it was started; --detach "
          + "needs one that goes on: start it with 'coordinator serve'")
    }
    let request = Submission.request(try JobSpec(kept: spec))
    let known = request.jobs.count { scheduler.job($0.identity)?.state == .succeeded }
    publications.states[request.id] = nil
    take(.submit(request))
    return [
      "run": .string(request.id), "jobs": .number(Double(request.jobs.count)),
      "known": .number(Double(known)), "temporary": .bool(isTemporary),
    ]
  }

  private func find(_ body: JSON) throws(Failure) -> RunRecord {
    let id = try RunSelector.find(
      body["run"]?.text ?? "last", among: scheduler.runs.map(\.id))
    guard let run = scheduler.run(id) else { preconditionFailure("it was just found") }
    return run
  }

  /// Whether the run ended in this very turn, so that its folder is still to be written.
  private func isAboutToPublish(_ run: String) -> Bool {
    outgoing.contains { effect in
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
    members.append(.init("folder", .string(folder.run(run.id))))
    return .object(members)
  }
}
