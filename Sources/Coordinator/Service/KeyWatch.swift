internal import Documents
internal import Messaging
internal import Synchronization

/// Follows grants and revocations that other processes make in the keys' folder.
final class KeyWatch: Sendable {
  private let keys: KeyStore
  private let allowed: AllowList
  /// Of the list that was read last.
  private let stamp = Mutex("")

  init(_ keys: KeyStore, _ allowed: AllowList) {
    self.keys = keys
    self.allowed = allowed
  }

  /// Reads the list of peers again where it has changed; may be called on any thread.
  ///
  /// - Throws: `Failure` where it is damaged, once; then the old list stays in force.
  func follow() throws(Failure) {
    let result = stamp.withLock { stamp -> Result<Void, Failure> in
      let present = keys.stamp
      guard present != stamp else { return .success(()) }
      stamp = present
      do throws(Failure) {
        allowed.replace(with: try keys.peers())
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// As `follow`; reports what is wrong instead of throwing it.
  func followReporting() {
    do throws(Failure) {
      try follow()
    } catch {
      Diagnostics.report(error.message)
    }
  }
}
