package import Taxonomy

/// What closed-form readouts say about the transfers of a run.
package struct RunEstimates: Sendable {
  /// Squared errors on the validation images of every set of sources that was estimated, as shares
  /// of that of the best constant guess.
  package var errors: [Measurement] = []
  /// The best set of each target and order, the target's own encoder left out, with its error.
  package var best: [Measurement] = []
  /// Affinities from the estimated losses on the test images.
  package var affinities: [Measurement] = []
  /// Share of test images on which an estimated readout beats the network trained from scratch.
  package var gain: [Measurement] = []
  /// Share of test images on which an estimated readout beats the fully supervised network.
  package var quality: [Measurement] = []
  /// How alike trained and estimated first-order affinities rank the sources; nil where nothing was
  /// trained.
  package var agreement: AffinityComparison?

  /// Estimates of nothing yet.
  package init() {}
}
