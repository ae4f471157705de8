internal import Dispatch
import Documents
internal import Glibc
import Messaging
import Scheduling
import Service
import Synchronization
import TestSupport
import Testing
import Wire

/// One peer sends as fast as it can; the coordinator hears the others, and does not grow.
@Suite(.serialized) struct FloodTests {
  /// What the flood consists of.
  enum Content: CaseIterable {
    case heartbeats
    case largeFrames
    case manyFrames
    case questions

    /// The access file of who sends it.
    var file: String { self == .questions ? "local-client" : "local-worker" }

    /// The frames of one message of it.
    var frames: [[UInt8]] {
      let name = Array(MessageLimits.protocolName.utf8)
      return switch self {
      case .heartbeats: [name, WorkerMessage.heartbeat([]).packed]
      case .largeFrames: [name, [UInt8](repeating: 0xc0, count: 4 << 20)]
      case .manyFrames: [[UInt8]](repeating: [0], count: 1_000)
      case .questions: [name, ClientRequest(number: 1, verb: "runs", body: [:]).packed]
      }
    }
  }

  @Test(arguments: Content.allCases) func aFloodDelaysNobodyAndTakesNoMemory(
    content: Content
  ) async throws {
    // Questions wait for their answers, which no thread of Swift's own pool may do.
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try Self.flood(with: content) })
      }
    }
  }

  private static func flood(with content: Content) throws {
    let temporary = TemporaryFolder()
    let folder = StateFolder(temporary.path)
    let service = try CoordinatorService(
      folder: folder, listening: Endpoint("tcp://127.0.0.1:0"))
    defer { service.stop() }
    let before = Self.memory
    let flood = try Flood(AccessFile(at: "\(folder.keys)/\(content.file).json"), content.frames)
    defer { flood.stop() }
    let client = try Client(AccessFile(at: folder.localClient))
    var isTold = false
    for _ in 0..<200 where !isTold {
      #expect(try client.ask("runs") == [])
      isTold = flood.isTold
      usleep(20_000)
    }
    #expect(isTold, "who floods is told")
    #expect(service.ending == nil)
    #expect(Self.memory - before < 512 << 20)
  }

  /// Bytes of memory that this process occupies.
  private static var memory: Int {
    let pages = (try? Files.readText("/proc/self/statm"))?.split(separator: " ")[1]
    return (pages.flatMap { Int($0) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}

/// A peer on a thread of its own that sends the same message again and again.
private final class Flood: Sendable {
  private let state = Mutex((isStopping: false, isTold: false))
  private let ended = DispatchSemaphore(value: 0)

  init(_ access: AccessFile, _ frames: [[UInt8]]) throws {
    DispatchQueue.global().async {
      try? self.run(access, frames)
      self.ended.signal()
    }
  }

  /// Whether it was answered with a refusal.
  var isTold: Bool { state.withLock { $0.isTold } }

  func stop() {
    state.withLock { $0.isStopping = true }
    ended.wait()
  }

  private func run(_ access: AccessFile, _ frames: [[UInt8]]) throws {
    let context = try Context()
    // What waits here would count as memory of the coordinator, which is in this process too.
    var options = SocketOptions.control
    options.sendQueue = 4
    let socket = try Socket(
      .dealer, in: context, options: options,
      security: .client(access.keys, serverKey: access.serverKey))
    try socket.connect(access.control)
    while !state.withLock({ $0.isStopping }) {
      if try socket.send(frames) != .queued { usleep(100) }
      while let incoming = try socket.receive() {
        guard incoming.frames.count == 2 else { continue }
        var isRefusal = false
        let body = incoming.frames[1]
        if case .refuse = CoordinatorMessage(packed: body) { isRefusal = true }
        let reply = ClientReply(packed: body)
        if reply?.number == ClientReply.toAll { isRefusal = true }
        if isRefusal { state.withLock { $0.isTold = true } }
      }
    }
  }
}
