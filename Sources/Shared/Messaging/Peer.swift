/// Somebody who may connect to the coordinator.
package struct Peer: Sendable, Equatable {
  /// What a peer may ask for.
  package enum Role: String, Sendable, CaseIterable {
    /// Takes jobs and returns results.
    case worker
    /// Submits runs, watches all, and cancels and retries its own.
    case client
    /// A client that may also cancel and retry the runs of others.
    case admin
  }

  /// The name under which access was granted; unique.
  package let name: String
  /// What it may ask for.
  package let role: Role
  /// The public key that proves who it is, in Z85.
  package let publicKey: String

  /// Describes a peer.
  package init(name: String, role: Role, publicKey: String) {
    self.name = name
    self.role = role
    self.publicKey = publicKey
  }

  /// Whether `name` can be granted access: 1 to 64 letters, digits, `-`, `_` and `.`, no leading
  /// dot, so that it is also a file name.
  package static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count) && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
