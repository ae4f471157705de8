/// A network as data: layers in the order of their evaluation.
///
/// Each layer takes the output of the layer before it, the first one the input.
package struct NetworkDescription: Hashable, Sendable {
  /// A part of a network, whose parameters carry its name.
  package struct Section: Hashable, Sendable {
    /// The first component of the names of its parameters.
    package let name: String
    /// The index of its first layer.
    package let start: Int
  }

  /// What people call it.
  package let name: String
  /// The shape of one input image.
  package let input: Shape
  /// The operations.
  package let layers: [Layer]
  /// The parts, in order, the first one at layer 0.
  package let sections: [Section]
  /// The output shape of each layer.
  package let shapes: [Shape]

  /// A network of one section with the network's own name.
  package init(name: String, input: Shape, layers: [Layer]) {
    self.init(
      name: name, input: input, layers: layers, sections: [Section(name: name, start: 0)])
  }

  private init(name: String, input: Shape, layers: [Layer], sections: [Section]) {
    precondition(!layers.isEmpty, "a network has layers")
    self.name = name
    self.input = input
    self.layers = layers
    self.sections = sections
    var shapes: [Shape] = []
    for layer in layers {
      shapes.append(Self.output(of: layer, after: shapes, input: input))
    }
    self.shapes = shapes
  }

  /// The shape of the network's output.
  package var output: Shape { shapes[shapes.count - 1] }

  /// How many consecutive input images make one sample (1 unless views are joined).
  package var views: Int {
    var views = 1
    for case .joinViews(let count) in layers { views *= count }
    return views
  }

  /// This network with `next` behind it; both keep the names of their parameters.
  package func followed(by next: NetworkDescription, name: String) -> NetworkDescription {
    precondition(output.count == next.input.count, "the output fits the next network's input")
    let shift = layers.count
    let moved = next.layers.map { layer in
      switch layer {
      case .add(let index): Layer.add(index < 0 ? shift - 1 : index + shift)
      case .from(let index): Layer.from(index < 0 ? shift - 1 : index + shift)
      default: layer
      }
    }
    return NetworkDescription(
      name: name, input: input, layers: layers + moved,
      sections: sections
        + next.sections.map { Section(name: $0.name, start: $0.start + shift) })
  }

  /// The input shape of layer `index`.
  package func input(of index: Int) -> Shape {
    if case .from(let source) = layers[index] { return source < 0 ? input : shapes[source] }
    return index == 0 ? input : shapes[index - 1]
  }

  /// `section.place` of layer `index`: the prefix of its parameters' names.
  package func label(of index: Int) -> String {
    guard let section = sections.last(where: { $0.start <= index }) else { return "\(index)" }
    return "\(section.name).\(index - section.start)"
  }

  private static func output(of layer: Layer, after shapes: [Shape], input: Shape) -> Shape {
    let last = shapes.last ?? input
    switch layer {
    case .convolution(let convolution):
      return convolution.output(for: last)
    case .batchNorm, .relu, .dropout:
      return last
    case .add(let index):
      precondition(index >= -1 && index < shapes.count, "a sum refers to an earlier layer")
      precondition((index < 0 ? input : shapes[index]) == last, "the terms of a sum are alike")
      return last
    case .from(let index):
      precondition(index >= -1 && index < shapes.count, "a branch starts at an earlier layer")
      return index < 0 ? input : shapes[index]
    case .pixelShuffle(let factor):
      precondition(last.channels % (factor * factor) == 0, "the channels fill whole patches")
      return Shape(
        height: last.height * factor, width: last.width * factor,
        channels: last.channels / (factor * factor))
    case .linear(let outputs, _):
      return Shape(vector: outputs)
    case .maxPool(_, let stride):
      return Shape(
        height: (last.height + stride - 1) / stride, width: (last.width + stride - 1) / stride,
        channels: last.channels)
    case .joinViews(let count):
      precondition(count > 0, "a sample has views")
      return Shape(vector: last.count * count)
    }
  }
}
