package import Documents

extension Safetensors {
  /// Reads and validates a file's bytes.
  ///
  /// - Throws: `Failure` (data), with what is wrong, where the bytes are no safetensors file, contain
  ///   number formats other than F32, I32 and U8, overlap or leave gaps.
  package init(decoding bytes: [UInt8]) throws(Failure) {
    let (header, start) = try Self.header(of: bytes)
    guard let members = header.members else { throw Self.failure("its header is no object") }
    var metadata: [String: String] = [:]
    var rows: [Row] = []
    for member in members {
      if member.name == Self.metadataName {
        metadata = try Self.metadata(member.value)
      } else {
        rows.append(try Self.row(member, byteCount: bytes.count - start))
      }
    }
    // Empty tensors begin where they end, so both ends decide the order.
    rows.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = 0
    for row in rows {
      guard row.range.lowerBound == end else {
        let problem = row.range.lowerBound < end ? "overlaps another" : "leaves a gap before it"
        throw Self.failure("'\(row.name)' \(problem)")
      }
      end = row.range.upperBound
    }
    guard end == bytes.count - start else {
      throw Self.failure("\(bytes.count - start - end) bytes belong to no tensor")
    }
    // Only now are bytes copied: tensors that overlap could be many times larger than the file.
    let tensors = rows.map { row in
      let content = bytes[(start + row.range.lowerBound)..<(start + row.range.upperBound)]
      return Tensor(
        name: row.name, element: row.element, shape: row.shape, bytes: Array(content))
    }
    self.init(metadata: metadata, tensors: tensors)
  }

  /// What the header says about a tensor.
  private struct Row {
    let name: String
    let element: Tensor.Element
    let shape: [Int]
    /// Its bytes, counted from the end of the header.
    let range: Range<Int>
  }

  /// The texts in a file's header; `bytes` may end behind it.
  static func metadata(inHeader bytes: [UInt8]) throws(Failure) -> [String: String] {
    let member = try header(of: bytes).0[metadataName]
    return try member.map { value throws(Failure) in try metadata(value) } ?? [:]
  }

  private static func header(of bytes: [UInt8]) throws(Failure) -> (JSON, start: Int) {
    guard bytes.count >= 8 else { throw failure("it has only \(bytes.count) bytes") }
    let size = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard size <= UInt64(largestHeader) else {
      throw failure("its header has \(size) bytes, more than a megabyte")
    }
    let start = 8 + Int(size)
    guard start <= bytes.count else { throw failure("it ends inside the header") }
    guard bytes[8...].first == UInt8(ascii: "{") else {
      throw failure("its header does not begin with {")
    }
    guard let text = String(validating: bytes[8..<start], as: UTF8.self) else {
      throw failure("its header is not UTF-8 text")
    }
    do throws(Failure) {
      return (try JSON(reading: text), start)
    } catch {
      throw failure("its header is damaged at \(error.message)")
    }
  }

  private static func metadata(_ json: JSON) throws(Failure) -> [String: String] {
    guard let members = json.members else { throw failure("\(metadataName) is no object") }
    var metadata: [String: String] = [:]
    for member in members {
      guard let text = member.value.text else {
        throw failure("\(metadataName) '\(member.name)' is \(member.value.kind), not a text")
      }
      metadata[member.name] = text
    }
    return metadata
  }

  private static func row(_ member: JSON.Member, byteCount: Int) throws(Failure) -> Row {
    let name = member.name
    let format = member.value["dtype"]?.text ?? "nothing"
    guard let element = Tensor.Element(rawValue: format) else {
      let known = Tensor.Element.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure("'\(name)' has the format \(format); known are \(known)")
    }
    let shape = try integers(member.value["shape"], "shape", of: name)
    let offsets = try integers(member.value["data_offsets"], "data_offsets", of: name)
    guard offsets.count == 2, 0 <= offsets[0], offsets[0] <= offsets[1], offsets[1] <= byteCount
    else { throw failure("'\(name)' lies outside of the file") }
    guard Tensor.byteCount(element, shape) == offsets[1] - offsets[0] else {
      throw failure("'\(name)' has \(offsets[1] - offsets[0]) bytes, which is not its shape's size")
    }
    return Row(name: name, element: element, shape: shape, range: offsets[0]..<offsets[1])
  }

  private static func integers(
    _ json: JSON?, _ what: String, of name: String
  ) throws(Failure) -> [Int] {
    guard let elements = json?.array else { throw failure("'\(name)' has no list \(what)") }
    let integers = elements.compactMap(\.integer)
    guard integers.count == elements.count else {
      throw failure("'\(name)': \(what) has something other than whole numbers")
    }
    return integers
  }

  private static func failure(_ what: String) -> Failure {
    Failure(.data, "this is no valid safetensors file: \(what)")
  }
}
