internal import Messaging

/// A socket on its way from the thread that bound it to the thread that will serve it.
///
/// Unchecked, because a socket is not Sendable: it may be used by one thread at a time only. Here
/// that holds: nobody can reach it while it is on its way, it is taken out once, and starting the
/// serving thread orders everything before it.
struct BoundSocket: ~Copyable, @unchecked Sendable {
  private let socket: Socket

  init(_ socket: consuming Socket) { self.socket = socket }

  consuming func take() -> Socket { socket }
}
