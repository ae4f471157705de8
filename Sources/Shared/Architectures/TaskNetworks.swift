package import TaskSpace

/// The networks of a map, as a spec's choice of architecture describes them.
package struct TaskNetworks: Sendable {
  /// The architecture.
  package let choice: NetworkChoice
  /// From an image to its representation.
  package let encoder: NetworkDescription
  private let size: Int

  /// The networks of `choice` for images of `size` pixels.
  package init(_ choice: NetworkChoice, size: Int) {
    self.choice = choice
    self.size = size
    let (width, channels) = (choice.width, choice.representation)
    encoder =
      switch choice.encoder {
      case .small: .smallEncoder(size: size, width: width, representation: channels)
      case .dilated: .dilatedEncoder(size: size, width: width, representation: channels)
      case .fine: .fineEncoder(size: size, width: width, representation: channels)
      case .resnet50: .resnet50Encoder(size: size, width: width, representation: channels)
      }
  }

  /// From the representations of a sample's views to the target.
  package func decoder(_ task: TaskDefinition) -> NetworkDescription {
    decoder(task, from: encoder.output)
  }

  /// From a sample to the target; the encoder sees all views of a sample.
  package func whole(_ task: TaskDefinition) -> NetworkDescription {
    encoder.followed(by: decoder(task), name: task.name)
  }

  /// From the representations of so many sources to the target.
  package func readout(
    _ task: TaskDefinition, sources: Int, hidden: Int
  ) -> NetworkDescription {
    if choice.encoder == .resnet50 { return paperReadout(task, sources: sources) }
    guard let patch = patch(task) else {
      return .vectorReadout(
        inputs: sources * task.views * encoder.output.count, outputs: task.target.channels,
        hidden: hidden)
    }
    return .denseReadout(
      sources: sources, representation: encoder.output, channels: task.target.channels,
      patch: patch, hidden: hidden)
  }

  private func decoder(_ task: TaskDefinition, from shape: Shape) -> NetworkDescription {
    let outputs = task.target.channels
    switch (choice.encoder, patch(task)) {
    case (.resnet50, let patch?):
      return .paperDecoder(
        from: shape, width: choice.width, doublings: patch.trailingZeroBitCount,
        channels: outputs)
    case (.resnet50, nil):
      return .paperHead(
        from: shape, views: task.views, outputs: outputs, hidden: [32 * choice.width])
    case (_, let patch?):
      return .denseDecoder(representation: shape, channels: outputs, patch: patch)
    case (_, nil):
      return .vectorDecoder(representation: shape, views: task.views, outputs: outputs)
    }
  }

  /// Pixels of the target's map per side of a cell; nil where the target is a vector.
  private func patch(_ task: TaskDefinition) -> Int? {
    guard let side = choice.mapSide(of: task.target, size: size) else { return nil }
    let patch = side / encoder.output.height
    precondition(patch * encoder.output.height == side, "cells cover whole pixels of a map")
    return patch
  }

  /// The paper's readout: two convolutions of all sources' channels, twice as wide, then the
  /// target's decoder with weights of its own.
  ///
  /// The paper has two branches of the same width side by side; here the second convolution also
  /// mixes them. Vectors are read from the same two convolutions of each view.
  private func paperReadout(_ task: TaskDefinition, sources: Int) -> NetworkDescription {
    let shape = encoder.output
    let width = 2 * sources * shape.channels
    let input = Shape(
      height: shape.height, width: shape.width, channels: sources * shape.channels)
    let front = NetworkDescription(
      name: "transfer", input: input,
      layers: (0..<2).flatMap { _ in
        NetworkDescription.normalised(Convolution(kernel: 3, outputs: width))
      })
    return front.followed(by: decoder(task, from: front.output), name: "readout")
  }
}
