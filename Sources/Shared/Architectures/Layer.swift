/// One operation of a network; a backend fuses what it likes.
package enum Layer: Hashable, Sendable {
  /// A convolution with zero padding that keeps the size at stride 1.
  case convolution(Convolution)
  /// Batch normalisation per channel, with a learned scale and offset when `affine`.
  case batchNorm(affine: Bool)
  /// max(x, 0).
  case relu
  /// Adds the output of the layer of this index (a residual connection); the shapes are equal.
  case add(Int)
  /// Continues with the output of the layer of this index instead of the last one; -1 is the input.
  case from(Int)
  /// Channel (i * factor + j) * C + c of a pixel becomes channel c of pixel (i, j) of its patch.
  case pixelShuffle(Int)
  /// A matrix product of the flattened values, with a bias per output when `bias`.
  case linear(outputs: Int, bias: Bool)
  /// Sets each value to zero with this probability while training, and scales up the others.
  case dropout(Float)
  /// The largest value of each window, zero padding excluded.
  case maxPool(kernel: Int, stride: Int)
  /// Joins the flattened values of this many consecutive images, the views of one sample.
  case joinViews(Int)
}
