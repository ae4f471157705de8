/// The form of a convolution's bias.
package enum Bias: Hashable, Sendable {
  /// No bias.
  case none
  /// One number per output channel.
  case perChannel
  /// One number per output position and channel.
  case perPosition
}
