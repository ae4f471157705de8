package import Documents
package import Wire

/// A person's command's half of its conversation with the coordinator, as a value.
///
/// Questions are numbered, asked again on every new connection, and answered exactly once: by the
/// coordinator, or after their time by a failure that says what is wrong.
package struct ClientPeer: Sendable {
  /// What happens to a client.
  package enum Event: Hashable, Sendable {
    /// The connection is there: messages flow.
    case connected
    /// The connection broke.
    case disconnected
    /// The coordinator replied.
    case reply(ClientReply)
    /// Time went by.
    case tick
  }

  /// What a client has to do because of an event.
  package enum Effect: Sendable {
    /// Ask the coordinator this.
    case send(ClientRequest)
    /// The question of this number has its answer.
    case answer(Int, Result<JSON, Failure>)
  }

  private struct Question: Sendable {
    let request: ClientRequest
    let asked: Instant
    let patience: Int
    var deadline: Instant { asked + patience }
  }

  /// Questions that may be open at a time.
  package static let mostQuestions = 256

  private let coordinator: String
  private var isConnected = false
  private var nextNumber = 1
  private var open: [Question] = []

  /// A client that is not connected yet.
  ///
  /// - Parameter coordinator: where the coordinator should be, for messages.
  package init(coordinator: String) { self.coordinator = coordinator }

  /// Asks a question; `number` comes back with its answer.
  ///
  /// - Parameters:
  ///   - verb: what is asked: `submit`, `status`, ...
  ///   - body: the question's details.
  ///   - patience: milliseconds after which there is a failure for an answer.
  ///   - now: the present.
  package mutating func ask(
    _ verb: String, _ body: JSON, patience: Int, at now: Instant
  ) -> (number: Int, effects: [Effect]) {
    let number = nextNumber
    nextNumber += 1
    guard open.count < Self.mostQuestions else {
      let failure = Failure(.software, "more than \(Self.mostQuestions) questions at a time")
      return (number, [.answer(number, .failure(failure))])
    }
    let request = ClientRequest(number: number, verb: verb, body: body)
    open.append(Question(request: request, asked: now, patience: patience))
    return (number, isConnected ? [.send(request)] : [])
  }

  /// Takes in what happened at `now` and says what to do about it.
  package mutating func handle(_ event: Event, at now: Instant) -> [Effect] {
    var effects: [Effect] = []
    switch event {
    case .connected:
      isConnected = true
      effects += open.map { .send($0.request) }
    case .disconnected: isConnected = false
    case .reply(let reply) where reply.number == ClientReply.toAll:
      effects += open.map { .answer($0.request.number, reply.result) }
      open = []
    case .reply(let reply):
      if let index = open.firstIndex(where: { $0.request.number == reply.number }) {
        open.remove(at: index)
        effects.append(.answer(reply.number, reply.result))
      }
    case .tick: break
    }
    for question in open where now >= question.deadline {
      effects.append(.answer(question.request.number, .failure(failure(of: question))))
    }
    open.removeAll { now >= $0.deadline }
    return effects
  }

  /// When `tick` should be handled at the latest; nil where no question is open.
  package var nextDeadline: Instant? { open.map(\.deadline).min() }

  private func failure(of question: Question) -> Failure {
    let seconds = (question.patience + 999) / 1_000
    if isConnected {
      return Failure(
        .unavailable,
        "the coordinator at \(coordinator) did not answer '\(question.request.verb)' within "
          + "\(seconds) s; it may be busy: ask again, or look at its log")
    }
    return Failure(
      .unavailable,
      "no coordinator at \(coordinator) within \(seconds) s; start it with 'coordinator serve', "
        + "or check the access file")
  }
}
