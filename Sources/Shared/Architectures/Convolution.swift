/// A square convolution; the padding is dilation * (kernel - 1) / 2 on each side.
package struct Convolution: Hashable, Sendable {
  /// Taps per side; odd.
  package let kernel: Int
  /// Input pixels per output pixel and axis: 1 or 2.
  package let stride: Int
  /// The distance of neighbouring taps in pixels.
  package let dilation: Int
  /// The number of output channels.
  package let outputs: Int
  /// The form of the bias.
  package let bias: Bias
  /// Whether each input pixel is first repeated 2 x 2 times (nearest-neighbour upsampling).
  package let upsampled: Bool

  /// Makes a convolution of `kernel` x `kernel` taps to `outputs` channels.
  package init(
    kernel: Int, stride: Int = 1, dilation: Int = 1, outputs: Int, bias: Bias = .none,
    upsampled: Bool = false
  ) {
    precondition(kernel > 0 && kernel % 2 == 1, "the taps are odd in number")
    precondition(stride == 1 || stride == 2, "the stride is 1 or 2")
    precondition(dilation > 0 && outputs > 0, "dilation and outputs are positive")
    precondition(!upsampled || stride == 1, "an upsampled convolution has stride 1")
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
    self.outputs = outputs
    self.bias = bias
    self.upsampled = upsampled
  }

  /// Zero pixels on each side of the (upsampled) input.
  package var padding: Int { dilation * (kernel - 1) / 2 }

  /// The extent of the output for an input of `shape`.
  package func output(for shape: Shape) -> Shape {
    let scale = upsampled ? 2 : 1
    return Shape(
      height: (shape.height * scale + stride - 1) / stride,
      width: (shape.width * scale + stride - 1) / stride, channels: outputs)
  }
}
