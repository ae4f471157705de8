/// What a network has to predict for one sample.
///
/// Maps are square; how fine they are depends on the data and the network
/// (`DatasetReference.side(of:)`).
package enum TargetShape: Hashable, Sendable {
  /// Numbers at every pixel.
  case map(channels: Int)
  /// One of `classes` labels at every pixel.
  case labels(classes: Int)
  /// Numbers for the whole sample.
  case vector(Int)
  /// One of so many classes for the whole sample.
  case classes(Int)
  /// Probabilities of so many classes for the whole sample.
  case distribution(Int)

  /// How many numbers the network's last layer gives: per pixel for maps and labels.
  package var channels: Int {
    switch self {
    case .map(let channels): channels
    case .labels(let classes): classes
    case .vector(let count), .classes(let count), .distribution(let count): count
    }
  }

  /// Whether there is something to predict at every pixel.
  package var isMap: Bool {
    switch self {
    case .map, .labels: true
    case .vector, .classes, .distribution: false
    }
  }
}
