internal import Documents
internal import Peers
import Testing
internal import Wire

@Suite struct ClientPeerTests {
  private var client = ClientPeer(coordinator: "tcp://node7:7000")
  private let start = Instant(milliseconds: 0)

  private func sent(_ effects: [ClientPeer.Effect]) -> [Int] {
    effects.compactMap { if case .send(let request) = $0 { request.number } else { nil } }
  }

  private func answers(_ effects: [ClientPeer.Effect]) -> [Int: Result<JSON, Failure>] {
    var answers: [Int: Result<JSON, Failure>] = [:]
    for case .answer(let number, let result) in effects { answers[number] = result }
    return answers
  }

  @Test mutating func questionsAreAskedOnEveryConnectionUntilTheyAreAnswered() {
    let first = client.ask("status", [:], patience: 1_000, at: start)
    #expect(first.number == 1)
    #expect(sent(first.effects) == [])
    #expect(sent(client.handle(.connected, at: start)) == [1])
    #expect(sent(client.ask("runs", [:], patience: 1_000, at: start).effects) == [2])
    let reply = ClientReply(number: 1, result: .success("fine"))
    #expect(answers(client.handle(.reply(reply), at: start)) == [1: .success("fine")])
    #expect(answers(client.handle(.reply(reply), at: start)).isEmpty)
    #expect(sent(client.handle(.disconnected, at: start)) == [])
    #expect(sent(client.handle(.connected, at: start)) == [2])
  }

  @Test mutating func aReplyToAllEndsWhatIsOpen() {
    _ = client.handle(.connected, at: start)
    _ = client.ask("status", [:], patience: 1_000, at: start)
    _ = client.ask("runs", [:], patience: 1_000, at: start)
    let reply = ClientReply(number: ClientReply.toAll, result: .failure(Failure(.io, "no")))
    let answers = answers(client.handle(.reply(reply), at: start))
    #expect(answers == [1: reply.result, 2: reply.result])
    #expect(client.nextDeadline == nil)
  }

  @Test mutating func afterItsTimeAQuestionHasAFailureForAnAnswer() throws {
    _ = client.ask("status", [:], patience: 2_000, at: start)
    #expect(client.nextDeadline == start + 2_000)
    #expect(answers(client.handle(.tick, at: start + 1_999)).isEmpty)
    let late = answers(client.handle(.tick, at: start + 2_000))
    guard case .failure(let failure) = late[1] else {
      Issue.record("a failure was to come")
      return
    }
    #expect(failure.code == .unavailable)
    #expect(failure.message.hasPrefix("no coordinator at tcp://node7:7000 within 2 s; start it"))
    #expect(client.nextDeadline == nil)
  }

  @Test mutating func aBusyCoordinatorIsToldFromAnAbsentOne() {
    _ = client.handle(.connected, at: start)
    _ = client.ask("submit", [:], patience: 500, at: start)
    guard case .failure(let failure) = answers(client.handle(.tick, at: start + 500))[1] else {
      Issue.record("a failure was to come")
      return
    }
    #expect(failure.message.contains("did not answer 'submit'"))
  }

  @Test mutating func questionsAreBounded() {
    for _ in 0..<ClientPeer.mostQuestions {
      #expect(client.ask("x", [:], patience: 1, at: start).effects.isEmpty)
    }
    #expect(client.ask("x", [:], patience: 1, at: start).effects.count == 1)
  }
}
