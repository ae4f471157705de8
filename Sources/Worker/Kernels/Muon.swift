package import Architectures

/// Muon (Jordan and others, 2024): convolutions move along the nearest orthogonal matrix of their
/// mean gradient.
///
/// A filter is a matrix of taps and inputs by outputs. With all directions of a step equally long,
/// what few images show is learned at the pace of what all show; short trainings get further. Five
/// rounds of a Newton-Schulz iteration take the place of a singular value decomposition: singular
/// values end between about 0.7 and 1.2. All that is no filter, and the network's last layer, which
/// scales the outputs, moves by AdamW.
package struct Muon: Equatable, Sendable {
  /// The decay of the mean of the gradients.
  package var momentum: Float = 0.7
  /// The root mean square of a step's values at a learning rate of 1, were it orthogonal.
  package var size: Float = 0.8

  /// The momentum and size that the small networks of rendered rooms learn best with.
  package init() {}

  /// Whether Muon moves the weight of layer `index` of `network`.
  package static func moves(_ index: Int, of network: NetworkDescription) -> Bool {
    guard case .convolution = network.layers[index] else { return false }
    return network.layers[(index + 1)...].contains { layer in
      switch layer {
      case .convolution, .linear: true
      default: false
      }
    }
  }
}
