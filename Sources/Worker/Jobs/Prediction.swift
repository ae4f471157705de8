internal import Kernels
internal import TaskSpace

/// What predicts the test images of a target, in the units of a network's output: standardised
/// numbers, or logits.
protocol Prediction {
  /// Writes the losses of `images` to `losses`; `targets` are theirs, one after the other.
  func losses(
    of images: ArraySlice<Int>, targets: UnsafeRawPointer, to losses: UnsafeMutablePointer<Float>)

  /// Writes the predictions for `images` to `outputs`, one after the other.
  func predict(_ images: ArraySlice<Int>, to outputs: UnsafeMutablePointer<Float>)
}

/// The predictions of a network.
struct NetworkPrediction: Prediction {
  let plan: any Plan
  /// Numbers per input.
  let inputCount: Int
  /// Writes the inputs of images.
  let fill: (ArraySlice<Int>, UnsafeMutablePointer<Float>) -> Void

  func losses(
    of images: ArraySlice<Int>, targets: UnsafeRawPointer, to losses: UnsafeMutablePointer<Float>
  ) {
    withInputs(images) { inputs in
      plan.losses(
        network: 0, samples: Samples(inputs: inputs, targets: targets), count: images.count,
        losses: losses)
    }
  }

  func predict(_ images: ArraySlice<Int>, to outputs: UnsafeMutablePointer<Float>) {
    withInputs(images) { inputs in
      plan.infer(network: 0, inputs: inputs, count: images.count, outputs: outputs)
    }
  }

  private func withInputs(_ images: ArraySlice<Int>, _ body: (UnsafePointer<Float>) -> Void) {
    let inputs = UnsafeMutablePointer<Float>.allocate(capacity: images.count * inputCount)
    defer { inputs.deallocate() }
    fill(images, inputs)
    body(inputs)
  }
}
