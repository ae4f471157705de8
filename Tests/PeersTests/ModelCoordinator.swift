internal import Documents
internal import Peers
internal import TaskSpace
internal import Wire

/// The least that a coordinator has to do for its workers; its journal never forgets.
struct ModelCoordinator {
  private struct State {
    var attempt = 0
    var worker: Int?
    var confirmed = 0
    var isDone = false
  }

  private static let lease = 5_000
  private static let assignedAtATime = 4

  var artifacts: Set<Digest> = []
  private var epoch = 1
  private var states: [State]
  private var known: [Int] = []

  init(jobs: Int) { states = Array(repeating: State(), count: jobs) }

  var isDone: Bool { states.allSatisfy(\.isDone) }

  mutating func restart() {
    epoch += 1
    known = []
  }

  mutating func disconnected(_ worker: Int) { known.removeAll { $0 == worker } }

  /// Takes back what was not confirmed in time, and assigns what waits.
  mutating func turn(at time: Int) -> [(Int, CoordinatorMessage)] {
    for job in states.indices where states[job].worker != nil && !states[job].isDone {
      if time - states[job].confirmed > Self.lease { states[job].worker = nil }
    }
    var messages: [(Int, CoordinatorMessage)] = []
    for worker in known {
      var load = states.filter { $0.worker == worker && !$0.isDone }.count
      for job in states.indices where states[job].worker == nil && !states[job].isDone {
        if load >= Self.assignedAtATime { break }
        load += 1
        states[job].attempt += 1
        states[job].worker = worker
        states[job].confirmed = time
        messages.append((worker, .assign([assignment(attempt(job, states[job].attempt))])))
      }
    }
    return messages
  }

  mutating func receive(
    _ message: WorkerMessage, from worker: Int, at time: Int
  ) -> [(Int, CoordinatorMessage)] {
    if case .hello(let hello) = message { return [(worker, greet(hello, worker, at: time))] }
    guard known.contains(worker) else { return [(worker, .introduce)] }
    switch message {
    case .hello, .progress, .leaving: return []
    case .heartbeat(let references):
      for reference in references { confirm(reference, worker, at: time) }
      return [(worker, .acknowledge([]))]
    case .result(let reference, let outcome):
      return [(worker, judge(reference, outcome, worker))]
    }
  }

  private mutating func greet(
    _ hello: WorkerHello, _ worker: Int, at time: Int
  ) -> CoordinatorMessage {
    if !known.contains(worker) { known.append(worker) }
    let offered = hello.running + hello.finished
    for job in states.indices where states[job].worker == worker && !states[job].isDone {
      if !offered.contains(attempt(job, states[job].attempt)) { states[job].worker = nil }
    }
    for reference in offered { confirm(reference, worker, at: time) }
    let abandon = offered.filter { current($0) == nil }
    return .welcome(epoch: epoch, heartbeat: 1_000, lease: Self.lease, abandon: abandon)
  }

  /// The index of the job of which this is the newest attempt; nil where it is of no use.
  private func current(_ reference: AttemptReference) -> Int? {
    states.indices.first { job in
      !states[job].isDone && reference == attempt(job, states[job].attempt)
    }
  }

  /// An attempt that is worked on is adopted, even after it had been taken back.
  private mutating func confirm(_ reference: AttemptReference, _ worker: Int, at time: Int) {
    guard let job = current(reference) else { return }
    states[job].worker = worker
    states[job].confirmed = time
  }

  private mutating func judge(
    _ reference: AttemptReference, _ outcome: Outcome, _ worker: Int
  ) -> CoordinatorMessage {
    guard let job = current(reference) else { return .acknowledge([reference]) }
    switch outcome {
    case .success(let result, _):
      let missing = result.outputs.map(\.digest).filter { !artifacts.contains($0) }
      if !missing.isEmpty { return .need(reference, missing) }
      states[job].isDone = true
    case .failure, .missingInputs, .stopped:
      states[job].worker = nil
      // The attempt is over; were it to come again, it would be of no use.
      states[job].attempt += 1
    }
    return .acknowledge([reference])
  }
}
