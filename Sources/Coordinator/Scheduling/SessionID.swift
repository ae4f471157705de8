/// One connection of one peer: the routing id that the socket gave it.
package struct SessionID: Hashable, Sendable {
  /// The routing id's bytes.
  package let bytes: [UInt8]

  /// Makes an id from a routing id.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }
}
