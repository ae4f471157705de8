/// Where the samples of one network lie in memory, sample after sample.
package struct Samples {
  /// Inputs: [sample][view][row][column][channel].
  package let inputs: UnsafePointer<Float>
  /// Targets: Float in the shape of the output, or Int32 labels per position (see `Loss`).
  package let targets: UnsafeRawPointer

  /// Points to `inputs` and `targets`, which outlive the call they are passed to.
  package init(inputs: UnsafePointer<Float>, targets: UnsafeRawPointer) {
    self.inputs = inputs
    self.targets = targets
  }
}
