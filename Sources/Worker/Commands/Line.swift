internal import Documents
internal import Messaging
internal import Wire

/// One of the two connections to a coordinator, with the news about it.
///
/// It belongs to the thread that made it.
final class Line {
  /// Messages that may wait for a connection whose queue is full.
  private static let longestQueue = 1_000

  private let socket: Socket
  private let monitor: SocketMonitor
  private let thread: PollingThread
  private var waiting: [[[UInt8]]] = []
  private(set) var isUp = false
  /// The protocol of a coordinator that speaks another one; nil where it speaks ours, or nothing.
  private(set) var otherProtocol: String?

  init(
    to endpoint: Endpoint, access: AccessFile, options: SocketOptions, in context: Context,
    on thread: PollingThread
  ) throws(ZeroMQError) {
    let socket = try Socket(
      .dealer, in: context, options: options,
      security: .client(access.keys, serverKey: access.serverKey))
    monitor = try SocketMonitor(socket, in: context)
    try socket.connect(endpoint)
    thread.watch(socket)
    monitor.watch(on: thread)
    self.socket = socket
    self.thread = thread
  }

  /// Lets the thread forget the line; nothing may be sent afterwards.
  func close() {
    thread.forget(socket)
    monitor.forget(on: thread)
  }

  /// The next thing that happened to the connection; nil where nothing did.
  func nextEvent() -> ConnectionEvent? {
    guard let event = try? monitor.next() else { return nil }
    switch event {
    case .ready: isUp = true
    case .disconnected, .refused, .handshakeFailed:
      isUp = false
      waiting = []
    case .connected, .retrying: break
    }
    return event
  }

  /// The body of the next message of our protocol; nil where none has come.
  func receive() -> [UInt8]? {
    while let message = try? socket.receive() {
      if message.frames.count == 2, message.frames[0] == Self.protocolName {
        return message.frames[1]
      }
      otherProtocol = MessageLimits.otherProtocol(message.frames)
    }
    return nil
  }

  /// Sends a message, now or when the queue has room; one that finds no connection is lost.
  func send(_ body: [UInt8]) {
    guard isUp, waiting.count < Self.longestQueue else { return }
    waiting.append([Self.protocolName, body])
    flush()
  }

  /// Sends what waits; false where the queue is full.
  @discardableResult
  func flush() -> Bool {
    while let message = waiting.first {
      guard (try? socket.send(message)) == .queued else { return false }
      waiting.removeFirst()
    }
    return true
  }

  /// How many messages wait.
  var waitingCount: Int { waiting.count }

  private static let protocolName = Array(MessageLimits.protocolName.utf8)
}
