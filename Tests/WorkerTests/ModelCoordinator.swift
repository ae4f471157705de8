internal import Artifacts
internal import Documents
internal import Glibc
internal import Messaging
internal import TaskSpace
import TestSupport
internal import Wire

/// The coordinator's ends of both connections, moved by the test itself.
final class ModelCoordinator {
  let folder = TemporaryFolder()
  let store: ArtifactStore
  private(set) var hellos: [WorkerHello] = []
  private(set) var heartbeats: [[AttemptReference]] = []
  private(set) var results: [(AttemptReference, Outcome)] = []
  private(set) var progress: [AttemptReference] = []
  private(set) var hasLeft = false
  /// The artifacts that were asked for, each time they were.
  private(set) var fetches: [Digest] = []
  /// Whether results are acknowledged.
  var acknowledges = true

  /// Whether it receives without ever answering.
  var isSilent = false
  /// Milliseconds of silence after which the worker wonders.
  var lease = 30_000

  /// What dies with a coordinator.
  private final class Sockets {
    let control: Socket
    let data: Socket

    init(_ keys: KeyPair, _ gatekeeper: Gatekeeper, _ context: Context) throws {
      control = try Socket(.router, in: context, security: .server(keys, gatekeeper))
      data = try Socket(
        .router, in: context, options: .bulk, security: .server(keys, gatekeeper))
    }
  }

  private let context: Context
  private let gatekeeper: Gatekeeper
  private let keys: KeyPair
  private var access: AccessFile
  private var sockets: Sockets
  private var epoch = 1
  private var route: [UInt8] = []
  private var downloads: [Digest: DownloadSession] = [:]
  private var uploads: [Digest: UploadSession] = [:]

  init(admitting isAdmitted: Bool = true) throws {
    context = try Context()
    let (server, client) = (try KeyPair(), try KeyPair())
    let peers = [Peer(name: "test", role: .worker, publicKey: client.publicKey)]
    gatekeeper = try Gatekeeper(in: context, allowed: AllowList(isAdmitted ? peers : []))
    keys = server
    sockets = try Sockets(server, gatekeeper, context)
    let endpoints = try Endpoint("tcp://127.0.0.1:0")
      .listen(control: sockets.control, data: sockets.data)
    access = AccessFile(
      name: "test", role: .worker, control: endpoints.control, data: endpoints.data,
      serverKey: server.publicKey, keys: client)
    store = try ArtifactStore(folder: "\(folder.path)/artifacts", isDurable: false)
    try writeAccess()
  }

  var accessPath: String { "\(folder.path)/access.json" }
  var cachePath: String { "\(folder.path)/cache" }

  /// Serves until `condition` holds; false where it does not within `seconds`.
  func serve(atMost seconds: Int = 10, until condition: () -> Bool) throws -> Bool {
    for _ in 0..<seconds * 500 {
      try serveControl()
      try serveData()
      if condition() { return true }
      usleep(2_000)
    }
    return false
  }

  /// Ends all connections and listens at the same place again, as another epoch.
  func restart() throws {
    epoch += 1
    try sockets.control.unbind(access.control.description)
    try sockets.data.unbind(access.data.description)
    sockets = try Sockets(keys, gatekeeper, context)
    // Sockets close in the background; until then the ports are taken.
    for _ in 0..<1_000 {
      do {
        _ = try access.control.listen(control: sockets.control, data: sockets.data)
        return
      } catch {
        usleep(5_000)
      }
    }
    throw Failure(.unavailable, "the ports are not free again")
  }

  /// Ends all connections and listens elsewhere, as another epoch; the access file tells where.
  func move() throws {
    epoch += 1
    sockets = try Sockets(keys, gatekeeper, context)
    let endpoints = try Endpoint("tcp://127.0.0.1:0")
      .listen(control: sockets.control, data: sockets.data)
    access = AccessFile(
      name: access.name, role: .worker, control: endpoints.control, data: endpoints.data,
      serverKey: access.serverKey, keys: access.keys)
    try writeAccess()
  }

  /// Writes the access file, as one of this coordinator or with another one's key.
  func writeAccess(serverKey: String? = nil) throws {
    try AccessFile(
      name: access.name, role: .worker, control: access.control, data: access.data,
      serverKey: serverKey ?? access.serverKey, keys: access.keys
    ).write(to: accessPath)
  }

  func send(_ message: CoordinatorMessage) throws {
    if isSilent { return }
    _ = try sockets.control.send([Self.protocolName, message.packed], to: route)
  }

  /// Assigns a job that depends on nothing.
  func assign(_ recipe: Recipe, attempt: Int = 1) throws -> AttemptReference {
    let job = Job(recipe, after: [], numerics: .cpu)
    let reference = AttemptReference(job: job.identity, attempt: attempt)
    try assign(recipe, reference, inputs: [])
    return reference
  }

  func assign(
    _ recipe: Recipe, _ reference: AttemptReference, inputs: [Assignment.Input]
  ) throws {
    try send(
      .assign([
        Assignment(
          reference: reference, recipe: recipe.json.text(), numerics: "cpu", inputs: inputs,
          checkpoint: nil)
      ]))
  }

  /// Assigns a job and serves until it has succeeded.
  func result(
    of recipe: Recipe, inputs: [Assignment.Input], from worker: WorkerProcess
  ) throws -> JobResult {
    let job = Job(recipe, after: [], numerics: .cpu)
    let reference = AttemptReference(job: job.identity, attempt: 1)
    try assign(recipe, reference, inputs: inputs)
    _ = try serve(atMost: 60) { outcome(of: reference) != nil }
    guard case .success(let result, _)? = outcome(of: reference) else {
      throw Failure(.data, "\(recipe.title): \(worker.text)")
    }
    return result
  }

  func outcome(of reference: AttemptReference) -> Outcome? {
    results.last { $0.0 == reference }?.1
  }

  private static let protocolName = Array(MessageLimits.protocolName.utf8)

  private func serveControl() throws {
    while let incoming = try sockets.control.receive() {
      guard incoming.frames.count == 2, incoming.frames[0] == Self.protocolName,
        let message = WorkerMessage(packed: incoming.frames[1])
      else { throw Failure(.data, "a worker speaks nonsense") }
      route = incoming.routingID
      switch message {
      case .hello(let hello):
        hellos.append(hello)
        try send(.welcome(epoch: epoch, heartbeat: 50, lease: lease, abandon: []))
      case .heartbeat(let running):
        heartbeats.append(running)
        try send(.acknowledge([]))
      case .progress(let reference, _, _, _): progress.append(reference)
      case .result(let reference, let outcome): try take(reference, outcome)
      case .leaving: hasLeft = true
      }
    }
  }

  private func take(_ reference: AttemptReference, _ outcome: Outcome) throws {
    if case .success(let result, _) = outcome {
      let missing = result.outputs.filter { !$0.isTemporary && !store.contains($0.digest) }
      if !missing.isEmpty { return try send(.need(reference, missing.map(\.digest))) }
    }
    results.append((reference, outcome))
    if acknowledges { try send(.acknowledge([reference])) }
  }

  private func serveData() throws {
    while let incoming = try sockets.data.receive() {
      guard incoming.frames.count == 2, incoming.frames[0] == Self.protocolName else {
        throw Failure(.data, "a worker speaks nonsense about artifacts")
      }
      let message = try TransferMessage(decoding: incoming.frames[1])
      for answer in try answers(to: message) {
        _ = try sockets.data.send([Self.protocolName, answer.encoded], to: incoming.routingID)
      }
    }
  }

  private func answers(to message: TransferMessage) throws -> [TransferMessage] {
    let digest = message.digest
    switch message {
    case .fetch:
      fetches.append(digest)
      guard let size = store.size(of: digest) else { return [.missing(digest)] }
      let session = UploadSession(digest, size: size)
      uploads[digest] = session
      return try messages(session.start(), digest)
    case .need, .complete:
      let steps = uploads[digest]?.handle(message) ?? []
      return try messages(steps, digest)
    case .offer, .chunk, .missing, .failed:
      if downloads[digest] == nil {
        downloads[digest] = DownloadSession(accepting: digest, largest: store.largest)
      }
      return try messages(downloads[digest]?.handle(message) ?? [], digest)
    }
  }

  private func messages(
    _ steps: [UploadSession.Step], _ digest: Digest
  ) throws -> [TransferMessage] {
    try steps.compactMap { step in
      switch step {
      case .send(let message): message
      case .sendChunk(let range):
        .chunk(digest, offset: range.lowerBound, bytes: try store.read(digest, range))
      case .finished, .failed: nil
      }
    }
  }

  private func messages(
    _ steps: [DownloadSession.Step], _ digest: Digest
  ) throws -> [TransferMessage] {
    try steps.flatMap { step -> [TransferMessage] in
      switch step {
      case .send(let message): return [message]
      case .begin(let size):
        let arrived = try store.begin(digest, size: size)
        return try messages(downloads[digest]?.began(at: arrived) ?? [], digest)
      case .store(let offset, let bytes):
        try store.append(bytes, to: digest, at: offset)
        return []
      case .verify:
        do throws(Failure) {
          try store.finish(digest)
        } catch {
          return try messages(downloads[digest]?.giveUp(error) ?? [], digest)
        }
        return try messages(downloads[digest]?.verified() ?? [], digest)
      case .finished, .failed: return []
      }
    }
  }
}
