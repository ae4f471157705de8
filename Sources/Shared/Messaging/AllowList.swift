internal import Glibc
internal import Synchronization

/// Who may connect, and who was turned away; shared by all threads, changed while they run.
package final class AllowList: Sendable {
  /// A handshake that was refused.
  package struct Refusal: Sendable, Equatable {
    /// Seconds since 1970.
    package let time: Int
    /// The peer's IP address.
    package let address: String
    /// The public key it showed, in Z85; what it sent instead where that was no key.
    package let key: String
    /// Why it was refused.
    package let reason: String
  }

  private struct State {
    var peers: [String: Peer] = [:]
    var refusals: [Refusal] = []
    var refusedCount = 0
    var admittedCount = 0

    mutating func remember(_ refusal: Refusal) {
      refusedCount += 1
      refusals.append(refusal)
      if refusals.count > rememberedRefusals { refusals.removeFirst() }
    }
  }

  private static let rememberedRefusals = 100
  private let state = Mutex(State())

  /// A list with these peers.
  package init(_ peers: some Sequence<Peer> = []) {
    replace(with: peers)
  }

  /// Admits exactly these peers from now on; messages of others who are connected are ignored by
  /// whoever asks `peer(_:)` at each message.
  package func replace(with peers: some Sequence<Peer>) {
    let byKey = Dictionary(peers.map { ($0.publicKey, $0) }, uniquingKeysWith: { $1 })
    state.withLock { $0.peers = byKey }
  }

  /// The peer that `user` (of `Incoming`) names; nil where its key is unknown or was revoked.
  package func peer(_ user: String?) -> Peer? {
    guard let user else { return nil }
    return state.withLock { $0.peers[user] }
  }

  /// The last refusals, oldest first; at most 100.
  package var refusals: [Refusal] { state.withLock { $0.refusals } }

  /// How many handshakes were refused so far, and how many were let in.
  package var counts: (refused: Int, admitted: Int) {
    state.withLock { ($0.refusedCount, $0.admittedCount) }
  }

  /// Decides about a handshake and keeps count; the refusal, or nil where the key may enter.
  package func judge(key: String, address: String) -> Refusal? {
    let isKnown = state.withLock { state in
      guard state.peers[key] != nil else { return false }
      state.admittedCount += 1
      return true
    }
    return isKnown ? nil : refuse(address: address, key: key, reason: "unknown or revoked key")
  }

  /// Counts a refused handshake.
  @discardableResult
  func refuse(address: String, key: String, reason: String) -> Refusal {
    let refusal = Refusal(time: time(nil), address: address, key: key, reason: reason)
    state.withLock { $0.remember(refusal) }
    return refusal
  }
}
