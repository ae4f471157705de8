/// What a network has to predict for one image.
///
/// Maps are square with `patch` pixels per side for each cell of the representation's grid: with
/// an 8x8 grid and patch 4 a map is 32x32.
package enum TargetShape: Hashable, Sendable {
  /// Numbers at every pixel.
  case map(channels: Int, patch: Int)
  /// One of `classes` labels at every pixel.
  case labels(classes: Int, patch: Int)
  /// Numbers for the whole image.
  case vector(Int)
  /// One of so many classes for the whole image.
  case classes(Int)
  /// Probabilities of so many classes for the whole image.
  case distribution(Int)

  /// How many numbers the network's last layer gives: per pixel for maps and labels.
  package var channels: Int {
    switch self {
    case .map(let channels, _): channels
    case .labels(let classes, _): classes
    case .vector(let count), .classes(let count), .distribution(let count): count
    }
  }

  /// Pixels per side for each cell of the grid; nil where the target is one vector per image.
  package var patch: Int? {
    switch self {
    case .map(_, let patch), .labels(_, let patch): patch
    case .vector, .classes, .distribution: nil
    }
  }
}
