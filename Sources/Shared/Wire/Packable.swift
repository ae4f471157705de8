package import Documents

/// Something that travels as a MessagePack value.
package protocol Packable {
  /// The value that travels.
  var packedValue: PackedValue { get }
  /// Reads what `packedValue` wrote; nil for anything malformed.
  init?(_ value: PackedValue)
}

extension Packable {
  /// The message's bytes.
  package var packed: [UInt8] { packedValue.packed }

  /// Reads a message's bytes; nil for anything malformed.
  package init?(packed bytes: [UInt8]) {
    guard let value = PackedValue(unpacking: bytes) else { return nil }
    self.init(value)
  }
}

extension Digest: Packable {
  package var packedValue: PackedValue { .bytes(bytes) }

  package init?(_ value: PackedValue) {
    guard let bytes = value.bytes else { return nil }
    self.init(bytes: bytes)
  }
}

extension String: Packable {
  package var packedValue: PackedValue { .text(self) }

  package init?(_ value: PackedValue) {
    guard let text = value.text else { return nil }
    self = text
  }
}

extension PackedValue {
  /// An array of what travels.
  package static func list(_ elements: [some Packable]) -> PackedValue {
    .array(elements.map(\.packedValue))
  }

  /// The elements of an array, each read as `Element`; nil where one is malformed.
  package func list<Element: Packable>(of: Element.Type = Element.self) -> [Element]? {
    guard let elements else { return nil }
    var list: [Element] = []
    list.reserveCapacity(elements.count)
    for element in elements {
      guard let value = Element(element) else { return nil }
      list.append(value)
    }
    return list
  }
}
