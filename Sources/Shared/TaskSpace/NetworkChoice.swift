package import Documents

/// Which architecture the networks of a run have.
package struct NetworkChoice: Hashable, Sendable {
  /// The encoders there are.
  package enum Encoder: String, Hashable, Sendable, CaseIterable {
    /// Seven convolutions for images of 64 pixels, with an 8x8 grid.
    case small
    /// ResNet-50 without its last stride, for images of 256 pixels, with a 16x16 grid (the paper).
    case resnet50
  }

  /// The encoder.
  package let encoder: Encoder
  /// Channels of the small encoder's first layer; later layers have twice and four times as many.
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
  package func grid(size: Int) -> Int { encoder == .small ? size / 8 : size / 16 }

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
