internal import Architectures
internal import Documents

extension NetworkDescription {
  /// What batch normalisation adds to a variance, in all kernels.
  private static let epsilon = 1e-5

  /// The layers in the order of their evaluation, for programs that know nothing of this one.
  ///
  /// Each takes the output of the one before it, the first the input; `layer` counts from 0, and -1
  /// is the input. Tensors are called NAME.weight and so on.
  var document: JSON {
    .array(
      layers.indices.map { index in
        let members: [JSON.Member] = [
          .init("section", .string(label(of: index).prefix { $0 != "." }.description)),
          .init("name", .string(label(of: index))),
        ]
        return .object(members + Self.members(layers[index], input: input(of: index)))
      })
  }

  private static func members(_ layer: Layer, input: Shape) -> [JSON.Member] {
    func count(_ name: String, _ value: Int) -> JSON.Member { .init(name, .number(Double(value))) }
    switch layer {
    case .convolution(let convolution):
      return [
        .init("op", "convolution"), count("kernel", convolution.kernel),
        count("stride", convolution.stride), count("dilation", convolution.dilation),
        count("padding", convolution.padding), .init("upsampled", .bool(convolution.upsampled)),
        count("inputs", input.channels), count("outputs", convolution.outputs),
        .init("bias", .string("\(convolution.bias)")),
      ]
    case .batchNorm(let isAffine):
      return [
        .init("op", "batch_norm"), count("channels", input.channels),
        .init("affine", .bool(isAffine)), .init("epsilon", .number(epsilon)),
      ]
    case .relu: return [.init("op", "relu")]
    case .add(let index): return [.init("op", "add"), count("layer", index)]
    case .from(let index): return [.init("op", "from"), count("layer", index)]
    case .pixelShuffle(let factor):
      return [.init("op", "pixel_shuffle"), count("factor", factor)]
    case .linear(let outputs, let hasBias):
      return [
        .init("op", "linear"), count("inputs", input.count), count("outputs", outputs),
        .init("bias", .bool(hasBias)),
      ]
    case .dropout(let rate): return [.init("op", "dropout"), .init("rate", .number(Double(rate)))]
    case .maxPool(let kernel, let stride):
      return [
        .init("op", "max_pool"), count("kernel", kernel), count("stride", stride),
        count("padding", (kernel - 1) / 2),
      ]
    case .joinViews(let views): return [.init("op", "join_views"), count("views", views)]
    }
  }
}
