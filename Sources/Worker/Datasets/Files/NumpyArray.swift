package import Documents

/// An array of numbers in NumPy's file format (.npy, versions 1 to 3): 32- or 64-bit floats, in the
/// byte order of small machines.
package struct NumpyArray: Equatable, Sendable {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// Shorter files are how the released data say that there is no label.
  private static let smallestFile = 100

  /// All numbers, whatever the shape.
  package let values: [Float]

  /// An array of known numbers.
  package init(values: [Float]) { self.values = values }

  /// Reads a file; one of less than 100 bytes is an array without numbers.
  ///
  /// - Throws: `Failure` (data) where it is damaged or holds something else.
  package init(_ file: [UInt8]) throws(Failure) {
    guard file.count >= Self.smallestFile else {
      values = []
      return
    }
    guard file.starts(with: Self.magic), (1...3).contains(file[6]) else {
      throw Failure(.data, "not a NumPy array")
    }
    let isLong = file[6] > 1
    let start = isLong ? 12 : 10
    let length = (8..<start).reversed().reduce(0) { $0 << 8 | Int(file[$1]) }
    guard length <= file.count - start else { throw Failure(.data, "a damaged NumPy array") }
    let header = String(decoding: file[start..<start + length], as: UTF8.self)
    guard !header.contains("'fortran_order': True") else {
      throw Failure(.data, "a NumPy array in the order of columns")
    }
    let isDouble = header.contains("'<f8'")
    guard isDouble || header.contains("'<f4'") else {
      throw Failure(.data, "a NumPy array of something else than floats")
    }
    let width = isDouble ? 8 : 4
    let body = file[(start + length)...]
    guard body.count % width == 0, body.count / width == Self.count(header) else {
      throw Failure(.data, "a damaged NumPy array")
    }
    values = stride(from: body.startIndex, to: body.endIndex, by: width).map { place in
      let bits = (0..<width).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(body[place + $1]) }
      return isDouble
        ? Float(Double(bitPattern: bits)) : Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    }
    guard values.allSatisfy(\.isFinite) else {
      throw Failure(.data, "a NumPy array with something that is no number")
    }
  }

  /// How many numbers the shape in a header means; nil where it is malformed.
  private static func count(_ header: String) -> Int? {
    guard let name = header.firstRange(of: "'shape':"),
      let opening = header[name.upperBound...].firstIndex(of: "("),
      let closing = header[opening...].firstIndex(of: ")")
    else { return nil }
    var count = 1
    for part in header[header.index(after: opening)..<closing].split(separator: ",") {
      let digits = part.filter { $0 != " " }
      guard let side = Int(digits), (0...1 << 24).contains(side) else {
        if digits.isEmpty { continue }
        return nil
      }
      let (product, overflows) = count.multipliedReportingOverflow(by: side)
      if overflows { return nil }
      count = product
    }
    return count
  }

  /// The file of this array, in one dimension, of 32-bit floats.
  package var file: [UInt8] {
    var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(values.count),), }"
    let unpadded = Self.magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let length = header.utf8.count
    var file = Self.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(header.utf8)
    for value in values {
      for byte in 0..<4 { file.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * byte))) }
    }
    return file
  }
}
