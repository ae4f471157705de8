package import Documents

/// Which architecture the networks of a run have.
package struct NetworkChoice: Hashable, Sendable {
  /// The encoders there are.
  package enum Encoder: String, Hashable, Sendable, CaseIterable {
    /// Seven convolutions for images of 64 pixels, with an 8x8 grid: the fastest.
    case small
    /// The same with three more, dilated ones, which see most of the image: 64 pixels, 8x8 grid.
    case dilated
    /// Six convolutions, dilated ones among them, with a 16x16 grid as in the paper: 64 pixels.
    case fine
    /// ResNet-50 without its last stride, for images of 256 pixels, with a 16x16 grid (the paper).
    case resnet50
  }

  /// The encoder.
  package let encoder: Encoder
  /// Channels of the encoder's first layer, 64 in the paper; later layers have multiples of it.
  package let width: Int
  /// Channels of the representation.
  package let representation: Int

  /// Makes a choice.
  package init(encoder: Encoder, width: Int, representation: Int) {
    self.encoder = encoder
    self.width = width
    self.representation = representation
  }

  /// Cells per side of the representation's grid, for images of `size` pixels.
  package func grid(size: Int) -> Int {
    switch encoder {
    case .small, .dilated: size / 8
    case .fine: size / 4
    case .resnet50: size / 16
    }
  }

  /// Pixels per side of images that the encoder takes.
  package var imageSize: Int { encoder == .resnet50 ? 256 : 64 }

  /// Pixels per side of the maps of `target`, for images of `size` pixels; nil for vectors.
  package func mapSide(of target: TargetShape, size: Int) -> Int? {
    switch target {
    case .map: sides(size: size).maps
    case .labels: sides(size: size).labels
    case .vector, .classes, .distribution: nil
    }
  }

  /// The choice as a JSON object.
  package var json: JSON {
    [
      "encoder": .string(encoder.rawValue), "width": .number(Double(width)),
      "representation": .number(Double(representation)),
    ]
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON?) throws(Failure) {
    guard let json, let encoder = json["encoder"]?.text.flatMap(Encoder.init(rawValue:)),
      let width = json["width"]?.integer, let representation = json["representation"]?.integer
    else { throw Failure(.data, "malformed network in a job") }
    self.init(encoder: encoder, width: width, representation: representation)
  }
}
