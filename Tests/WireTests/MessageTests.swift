import Documents
import TaskSpace
import TestSupport
import Testing
import Wire

@Suite struct MessageTests {
  static let reference = AttemptReference(job: Digest(of: "job"), attempt: 3)
  static let result = JobResult(
    outputs: [
      .init(name: "losses", digest: Digest(of: "x"), size: 2048, isTemporary: false)
    ],
    metrics: [.init("loss", 0.25)])
  static let hello = WorkerHello(
    name: "host-1", incarnation: "a1", version: "0.1", cache: "c", slots: 2,
    numerics: ["cpu"], sceneGenerator: 1, hardware: "2 cores", running: [reference],
    finished: [], holdings: [Digest(of: "y")])
  static let workerMessages: [WorkerMessage] = [
    .hello(hello), .heartbeat([reference]),
    .progress(reference, fraction: 0.5, note: "step 3", checkpoint: nil),
    .progress(reference, fraction: 0.5, note: "", checkpoint: Digest(of: "z")),
    .result(reference, .success(result, seconds: 1.5)),
    .result(reference, .failure("no")), .result(reference, .missingInputs([Digest(of: "q")])),
    .result(reference, .stopped), .leaving,
  ]
  static let coordinatorMessages: [CoordinatorMessage] = [
    .welcome(epoch: 4, heartbeat: 1000, lease: 9000, abandon: [reference]),
    .assign([
      Assignment(
        reference: reference, recipe: "{}", numerics: "cpu",
        inputs: [
          .init(role: "network", digest: Digest(of: "n"), size: 9, isTemporary: false)
        ],
        checkpoint: nil)
    ]),
    .acknowledge([reference]), .need(reference, [Digest(of: "n")]), .cancel([reference]),
    .introduce, .leave, .refuse("old"),
  ]

  @Test(arguments: workerMessages)
  func aWorkersMessageArrivesAsItWasSent(message: WorkerMessage) {
    #expect(WorkerMessage(packed: message.packed) == message)
  }

  @Test(arguments: coordinatorMessages)
  func aCoordinatorsMessageArrivesAsItWasSent(message: CoordinatorMessage) {
    #expect(CoordinatorMessage(packed: message.packed) == message)
  }

  @Test func requestsAndRepliesArriveAsTheyWereSent() {
    let request = ClientRequest(number: 7, verb: "status", body: ["run": "last"])
    #expect(ClientRequest(packed: request.packed) == request)
    for result: Result<JSON, Failure> in [
      .success(["a": 1]), .failure(Failure(.missingInput, "no run")),
    ] {
      let reply = ClientReply(number: 7, result: result)
      #expect(ClientReply(packed: reply.packed) == reply)
    }
  }

  @Test func nothingIsTakenForWhatItIsNot() {
    for message in Self.workerMessages {
      #expect(CoordinatorMessage(packed: message.packed) == nil)
      #expect(ClientRequest(packed: message.packed) == nil)
    }
    for message in Self.coordinatorMessages {
      #expect(WorkerMessage(packed: message.packed) == nil)
    }
  }

  @Test func valuesOfEverySizeReadBack() {
    var values: [PackedValue] = [.null, .bool(true), .bool(false), .double(-0.1)]
    for integer in [0, 127, 128, -1, -32, -33, 1 << 40, .max, .min] {
      values.append(.integer(integer))
    }
    for count in [0, 1, 31, 32, 255, 256, 65535, 65536] {
      values.append(.text(String(repeating: "x", count: count)))
      values.append(.bytes([UInt8](repeating: 7, count: count)))
      values.append(.array([PackedValue](repeating: .null, count: count)))
    }
    for value in values {
      #expect(PackedValue(unpacking: value.packed) == value)
    }
  }

  @Test func truncatedAndMangledMessagesAreRefusedWithoutATrap() {
    var generator = SeededGenerator(seed: 1)
    for message in Self.workerMessages {
      let bytes = message.packed
      for count in 0..<bytes.count {
        #expect(WorkerMessage(packed: Array(bytes[..<count])) == nil)
      }
      for _ in 0..<200 {
        var mangled = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          mangled[Int.random(in: 0..<mangled.count, using: &generator)] = UInt8.random(
            in: .min ... .max, using: &generator)
        }
        // A mangled message may still be one; what counts is that reading it ends.
        if let read = WorkerMessage(packed: mangled) {
          #expect(read.packed.count <= mangled.count + 64)
        }
      }
    }
  }

  @Test func aCountLargerThanTheMessageReservesNothing() {
    #expect(PackedValue(unpacking: [0xdd, 0xff, 0xff, 0xff, 0xff]) == nil)
    #expect(PackedValue(unpacking: [0xc6, 0xff, 0xff, 0xff, 0xff, 1]) == nil)
    #expect(PackedValue(unpacking: [UInt8](repeating: 0x91, count: 1000)) == nil)
  }

  /// A hello, changed.
  private func hello(_ change: (inout WorkerHello) -> Void) -> WorkerHello {
    var hello = Self.hello
    change(&hello)
    return hello
  }

  @Test func namesListsAndNumbersOfAHelloHaveLimits() {
    let long = String(repeating: "x", count: MessageLimits.nameBytes)
    let attempts = [AttemptReference](repeating: Self.reference, count: MessageLimits.attempts)
    let digests = [Digest](repeating: Digest(of: "h"), count: MessageLimits.holdings)
    let allowed = hello {
      $0.name = long
      $0.slots = MessageLimits.slots
      $0.running = attempts
      $0.holdings = digests
    }
    #expect(WorkerHello(packed: allowed.packed) == allowed)
    #expect(allowed.packed.count < MessageLimits.controlBytes)
    let forbidden: [(inout WorkerHello) -> Void] = [
      { $0.name = long + "x" }, { $0.name = "" }, { $0.version = long + "x" },
      { $0.slots = MessageLimits.slots + 1 }, { $0.slots = 0 },
      { $0.running = attempts + [Self.reference] }, { $0.finished = attempts + [Self.reference] },
      { $0.holdings = digests + [Digest(of: "h")] },
      { $0.hardware = String(repeating: "x", count: MessageLimits.textBytes + 1) },
      { $0.datasets = [HeldDataset(name: long + "x", manifest: Digest(of: "m"))] },
    ]
    for change in forbidden { #expect(WorkerHello(packed: hello(change).packed) == nil) }
  }

  @Test func whatPeopleAreShownDoesNothingToTheirTerminals() {
    let name = hello { $0.name = "a\u{1b}[31mb\n\u{202e}c\u{9b}é" }
    #expect(WorkerHello(packed: name.packed)?.name == "a [31mb  c é")
    let failure = Outcome.failure("one\ttwo\u{7}")
    #expect(Outcome(packed: failure.packed) == .failure("one two "))
    let note = WorkerMessage.progress(
      Self.reference, fraction: 0, note: "\u{1b}]0;title\u{7}", checkpoint: nil)
    #expect(
      WorkerMessage(packed: note.packed)
        == .progress(Self.reference, fraction: 0, note: " ]0;title ", checkpoint: nil))
  }

  @Test func resultsHaveLimits() {
    func success(_ name: String, size: Int = 1, seconds: Double = 1, count: Int = 1) -> Outcome {
      let output = JobResult.Output(
        name: name, digest: Digest(of: "o"), size: size, isTemporary: false)
      return .success(
        JobResult(outputs: Array(repeating: output, count: count), metrics: []), seconds: seconds)
    }
    #expect(Outcome(packed: success("o", count: 256).packed) == success("o", count: 256))
    for outcome in [
      success("o", count: 257), success("\u{1b}"), success("o", size: -1),
      success("o", seconds: 1e11), success("o", seconds: -1),
      success(String(repeating: "x", count: 300)),
      success(String(repeating: "x", count: 250), count: 200),
      .failure(String(repeating: "x", count: MessageLimits.textBytes + 1)),
    ] {
      #expect(Outcome(packed: outcome.packed) == nil)
    }
  }

  @Test func valuesAreNestedSixteenDeepAtMost() {
    func nested(_ depth: Int) -> [UInt8] { [UInt8](repeating: 0x91, count: depth) + [0] }
    #expect(PackedValue(unpacking: nested(15)) != nil)
    #expect(PackedValue(unpacking: nested(16)) == nil)
    #expect(PackedValue(unpacking: nested(1_000_000)) == nil)
  }

  @Test func aMessageHasAMillionElementsAtMost() {
    let most = 1 << 20
    let half = PackedValue.array([PackedValue](repeating: .integer(1), count: most / 2 - 1))
    let whole = PackedValue.array([half, half])
    #expect(PackedValue(unpacking: whole.packed) == whole)
    #expect(PackedValue(unpacking: PackedValue.array([half, half, half]).packed) == nil)
  }
}
