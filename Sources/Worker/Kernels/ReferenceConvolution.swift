internal import Architectures

/// A convolution by its definition: a sum over taps and input channels for each output.
struct ReferenceConvolution<Scalar: BinaryFloatingPoint> {
  let form: Convolution
  let weight: [Scalar]
  let bias: [Scalar]

  /// The output for `input`.
  func forward(_ input: ReferenceMap<Scalar>) -> ReferenceMap<Scalar> {
    var output = ReferenceMap<Scalar>(images: input.images, shape: form.output(for: input.shape))
    let channels = form.outputs
    visit(input, output.shape) { source, tap, target in
      for channel in 0..<channels {
        output.values[target + channel] += input.values[source] * weight[tap + channel]
      }
    }
    guard !bias.isEmpty else { return output }
    for place in output.values.indices { output.values[place] += bias[place % bias.count] }
    return output
  }

  /// The gradients of input, weight and bias for the `gradient` of the output.
  func backward(
    _ input: ReferenceMap<Scalar>, gradient: ReferenceMap<Scalar>
  ) -> (input: ReferenceMap<Scalar>, weight: [Scalar], bias: [Scalar]) {
    var inputGradient = ReferenceMap<Scalar>(images: input.images, shape: input.shape)
    var weightGradient = [Scalar](repeating: 0, count: weight.count)
    var biasGradient = [Scalar](repeating: 0, count: bias.count)
    let channels = form.outputs
    visit(input, gradient.shape) { source, tap, target in
      for channel in 0..<channels {
        let slope = gradient.values[target + channel]
        inputGradient.values[source] += slope * weight[tap + channel]
        weightGradient[tap + channel] += slope * input.values[source]
      }
    }
    if !bias.isEmpty {
      for place in gradient.values.indices {
        biasGradient[place % bias.count] += gradient.values[place]
      }
    }
    return (inputGradient, weightGradient, biasGradient)
  }

  /// Calls `body` with the places of an input value, its row of weights and its row of outputs.
  private func visit(
    _ input: ReferenceMap<Scalar>, _ output: Shape, _ body: (Int, Int, Int) -> Void
  ) {
    let scale = form.upsampled ? 2 : 1
    let height = input.shape.height * scale
    let width = input.shape.width * scale
    for image in 0..<input.images {
      for row in 0..<output.height {
        for column in 0..<output.width {
          let target = ((image * output.height + row) * output.width + column) * output.channels
          for tapRow in 0..<form.kernel {
            let sourceRow = row * form.stride + tapRow * form.dilation - form.padding
            guard sourceRow >= 0, sourceRow < height else { continue }
            for tapColumn in 0..<form.kernel {
              let sourceColumn = column * form.stride + tapColumn * form.dilation - form.padding
              guard sourceColumn >= 0, sourceColumn < width else { continue }
              guard let first = input.place(image, sourceRow / scale, sourceColumn / scale, 0)
              else { continue }
              let tap = (tapRow * form.kernel + tapColumn) * input.shape.channels
              for channel in 0..<input.shape.channels {
                body(first + channel, (tap + channel) * form.outputs, target)
              }
            }
          }
        }
      }
    }
  }
}
