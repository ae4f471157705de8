package import Documents

/// The content of a safetensors file: named tensors and texts about them.
///
/// The format (github.com/huggingface/safetensors): 8 bytes with the header's size, little-endian; a
/// JSON header, padded with spaces so that the numbers begin at a multiple of 8; the numbers.
package struct Safetensors: Sendable, Equatable {
  /// Bytes of the largest header that is read or written.
  package static let largestHeader = 1 << 20

  /// Texts about the whole, by name.
  package var metadata: [String: String]
  /// The tensors, in the order of their bytes.
  package var tensors: [Tensor]

  /// Puts tensors together; their names must differ and none be `__metadata__`.
  package init(metadata: [String: String] = [:], tensors: [Tensor]) {
    self.metadata = metadata
    self.tensors = tensors
  }

  /// The tensor called `name`; nil where there is none.
  package subscript(name: String) -> Tensor? {
    tensors.first { $0.name == name }
  }

  /// The file's bytes: the same for equal content, tensors in their order, texts by their names.
  ///
  /// - Throws: `Failure` (data) where two tensors share a name or the header grows too large.
  package func encoded() throws(Failure) -> [UInt8] {
    var names: Set<String> = [Self.metadataName]
    var offset = 0
    var members: [JSON.Member] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) }
      members.append(JSON.Member(Self.metadataName, .object(texts)))
    }
    for tensor in tensors {
      guard names.insert(tensor.name).inserted else {
        throw Failure(.data, "two tensors cannot both be called '\(tensor.name)'")
      }
      let end = offset + tensor.bytes.count
      members.append(JSON.Member(tensor.name, Self.description(of: tensor, offset..<end)))
      offset = end
    }
    var header = Array(JSON.object(members).text(.compact).utf8)
    header += [UInt8](repeating: UInt8(ascii: " "), count: (8 - header.count % 8) % 8)
    guard header.count <= Self.largestHeader else {
      throw Failure(.data, "a safetensors header of \(header.count) bytes exceeds a megabyte")
    }
    var bytes = withUnsafeBytes(of: UInt64(header.count).littleEndian) { [UInt8]($0) }
    bytes.reserveCapacity(bytes.count + header.count + offset)
    bytes += header
    for tensor in tensors { bytes += tensor.bytes }
    return bytes
  }

  static let metadataName = "__metadata__"

  private static func description(of tensor: Tensor, _ range: Range<Int>) -> JSON {
    [
      "dtype": .string(tensor.element.rawValue),
      "shape": .array(tensor.shape.map { .number(Double($0)) }),
      "data_offsets": [.number(Double(range.lowerBound)), .number(Double(range.upperBound))],
    ]
  }
}
