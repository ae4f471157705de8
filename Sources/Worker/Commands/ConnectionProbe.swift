internal import Documents
internal import Glibc
internal import Messaging
internal import Peers

/// A short call at the coordinator's door.
enum ConnectionProbe {
  enum Answer {
    /// The handshake succeeded.
    case admitted
    /// Nobody answered in time.
    case absent
    /// Our key is not admitted.
    case refused
    /// The other side is not the coordinator of the access file.
    case stranger
  }

  /// Milliseconds to wait for an answer.
  private static let patience = 3_000

  /// Knocks, and waits three seconds at most.
  static func ask(_ access: AccessFile) throws(Failure) -> Answer {
    do throws(ZeroMQError) {
      let context = try Context()
      let socket = try Socket(
        .dealer, in: context, security: .client(access.keys, serverKey: access.serverKey))
      let monitor = try SocketMonitor(socket, in: context)
      try socket.connect(access.control)
      let end = Monotonic.now + patience
      while Monotonic.now < end {
        while let event = try monitor.next() {
          switch event {
          case .ready: return .admitted
          case .refused: return .refused
          case .handshakeFailed: return .stranger
          case .connected, .disconnected, .retrying: break
          }
        }
        usleep(10_000)
      }
      return .absent
    } catch {
      throw Failure(.software, error.description)
    }
  }
}
