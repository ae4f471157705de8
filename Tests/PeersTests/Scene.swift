internal import Documents
internal import Peers
internal import TaskSpace
internal import Wire

/// A worker and a clock, for scenarios.
struct Scene {
  var worker: WorkerPeer
  var now = Instant(milliseconds: 1_000)

  init(slots: Int = 1, change: (inout WorkerSettings) -> Void = { _ in }) {
    worker = WorkerPeer(settings: Self.settings(slots: slots, change), at: now)
  }

  static func settings(
    slots: Int, _ change: (inout WorkerSettings) -> Void = { _ in }
  ) -> WorkerSettings {
    var settings = WorkerSettings(
      name: "node7", incarnation: "first", version: "1", cache: "/cache", slots: slots,
      numerics: ["cpu"], sceneGenerator: 1, hardware: "a processor")
    change(&settings)
    return settings
  }

  mutating func after(_ milliseconds: Int, _ event: WorkerEvent = .tick) -> [WorkerEffect] {
    now = now + milliseconds
    return worker.handle(event, at: now)
  }

  mutating func hear(_ message: CoordinatorMessage) -> [WorkerEffect] {
    after(0, .message(message))
  }

  /// Connects and is welcomed, with a heartbeat every second and a lease of ten.
  mutating func begin() {
    _ = after(0, .connected)
    _ = hear(welcome())
  }

  func welcome(epoch: Int = 1, abandon: [AttemptReference] = []) -> CoordinatorMessage {
    .welcome(epoch: epoch, heartbeat: 1_000, lease: 10_000, abandon: abandon)
  }

  mutating func assign(_ references: AttemptReference...) -> [WorkerEffect] {
    hear(.assign(references.map(assignment)))
  }
}

func attempt(_ job: Int, _ number: Int = 1) -> AttemptReference {
  AttemptReference(job: Digest(of: "job \(job)"), attempt: number)
}

func assignment(_ reference: AttemptReference) -> Assignment {
  Assignment(reference: reference, recipe: "{}", numerics: "cpu", inputs: [], checkpoint: nil)
}

/// A success whose artifacts are named by texts.
func success(durable: [String] = [], temporary: [String] = []) -> Outcome {
  let outputs =
    durable.map {
      JobResult.Output(name: "losses", digest: Digest(of: $0), size: 4, isTemporary: false)
    }
    + temporary.map {
      JobResult.Output(name: "readout", digest: Digest(of: $0), size: 4, isTemporary: true)
    }
  return .success(JobResult(outputs: outputs, metrics: []), seconds: 1)
}

extension [WorkerEffect] {
  /// The hello among the effects.
  var hello: WorkerHello? {
    for case .send(.hello(let hello)) in self { return hello }
    return nil
  }

  /// The attempts that are started.
  var starts: [AttemptReference] {
    compactMap { if case .start(let assignment) = $0 { assignment.reference } else { nil } }
  }

  /// The results that are told.
  var results: [AttemptReference] {
    compactMap { if case .send(.result(let reference, _)) = $0 { reference } else { nil } }
  }
}
