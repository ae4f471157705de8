package import Peers
package import Scheduling
package import Wire

/// Who sends how much on a socket, connection by connection.
///
/// Not by key: all workers of a cluster may use one access file.
package final class TrafficWatch {
  /// Connections that are remembered before those that rest are forgotten.
  private static let most = 4_096
  /// Milliseconds after which a connection that rests is as good as a new one.
  private static let rest = 60_000

  private var connections: [SessionID: (traffic: PeerTraffic, last: Instant)] = [:]

  /// Watches connections that have sent nothing yet.
  package init() {}

  /// Judges a frame of `size` bytes of a connection to which `limits` apply.
  package func judge(
    _ session: SessionID, _ size: Int, within limits: TrafficLimits, at now: Instant
  ) -> PeerTraffic.Verdict {
    if connections[session] == nil {
      forgetOld(at: now)
      connections[session] = (PeerTraffic(limits, at: now), now)
    }
    connections[session]?.last = now
    return connections[session]?.traffic.judge(size, at: now) ?? .heard
  }

  /// Takes the message that ended an attempt off a connection's account: there are no more of
  /// these than attempts that were given out.
  package func excuseResult(of session: SessionID) {
    connections[session]?.traffic.excuse(2)
  }

  private func forgetOld(at now: Instant) {
    guard connections.count >= Self.most else { return }
    connections = connections.filter { now - $0.value.last < Self.rest }
  }
}
