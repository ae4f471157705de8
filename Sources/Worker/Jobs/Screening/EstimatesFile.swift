internal import Documents
internal import Kernels
internal import TaskSpace

/// The estimates of a target as a file of tensors.
///
/// For each order K: `sets.K` [set][K], places in the text `sources`; `errors.K` [set], squared
/// validation errors as shares of that of the best constant guess; `penalty.K`; and for those that
/// were judged on the test images `judged.K` [set][K] and `losses.K` [set][image].
struct EstimatesFile {
  let recipe: ScreenRecipe
  let estimates: [SetSearch.Estimates]
  /// The judged sets of each order, with their losses.
  let judged: [(sets: [[Int]], losses: [[Float]])]

  /// The file's bytes.
  func content() throws(Failure) -> [UInt8] {
    var tensors: [NamedTensor] = []
    for (place, estimate) in estimates.enumerated() {
      let order = place + 1
      tensors += [
        Self.places("sets.\(order)", estimate.sets, order: order),
        NamedTensor(
          name: "errors.\(order)", shape: [estimate.errors.count],
          values: estimate.errors.map { Float($0) }),
        NamedTensor(name: "penalty.\(order)", shape: [1], values: [estimate.penalty]),
      ]
    }
    for (place, judged) in judged.enumerated() where !judged.sets.isEmpty {
      let order = place + 1
      tensors += [
        Self.places("judged.\(order)", judged.sets, order: order),
        NamedTensor(
          name: "losses.\(order)", shape: [judged.sets.count, judged.losses[0].count],
          values: judged.losses.flatMap { $0 }),
      ]
    }
    return try TensorFile(
      tensors: tensors,
      texts: [
        "kind": "estimates", "sources": recipe.sources.joined(separator: "+"),
        "target": recipe.target,
      ]
    ).content()
  }

  private static func places(_ name: String, _ sets: [[Int]], order: Int) -> NamedTensor {
    NamedTensor(
      name: name, shape: [sets.count, order], values: sets.flatMap { $0.map { Float($0) } })
  }
}
