/// The names that stand for something other than a task's encoder.
package enum EntrantName {
  /// The target's own, fully supervised network.
  package static let ownNetwork = "self"
  /// A network trained from scratch on the transfer's data.
  package static let scratch = "scratch"
  /// What published files call `scratch`.
  package static let pixels = "pixels"
  /// The best guess that ignores the image.
  package static let average = "average"
  /// An encoder that was never trained.
  package static let random = "random"
}
