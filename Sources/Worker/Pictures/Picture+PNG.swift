internal import CPNG
package import Documents

extension Picture {
  /// The picture as a PNG file.
  package func png() -> [UInt8] {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(width)
    image.height = png_uint_32(height)
    image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
    defer { png_image_free(&image) }
    var capacity = Self.largestFile(width: width, height: height)
    let file = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      let succeeded = png_image_write_to_memory(
        &image, buffer.baseAddress, &capacity, 0, bytes, png_int_32(3 * width), nil)
      precondition(succeeded != 0, "a picture that libpng cannot write: \(image.text)")
      initialized = Int(capacity)
    }
    return file
  }

  /// More bytes than any PNG of this size takes: rows with their filter byte, deflate's and the
  /// chunks' overhead.
  private static func largestFile(width: Int, height: Int) -> Int {
    let rows = height * (3 * width + 1)
    return rows + rows / 8 + 4096
  }

  /// Reads a PNG file of any colour type; transparency is laid over black.
  ///
  /// Throws a `Failure` of kind `data` if the bytes are no PNG, are damaged or have too many pixels.
  package init(png file: [UInt8]) throws(Failure) {
    try Self.checkChunks(ofPNG: file)
    // libpng remembers where the file lies between its two calls, so both must see one address.
    let result = file.withUnsafeBytes { file in
      Result { () throws(Failure) in try Self.read(file) }
    }
    self = try result.get()
  }

  private static func read(_ file: UnsafeRawBufferPointer) throws(Failure) -> Picture {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0 else {
      throw Failure(.data, "not a readable PNG file (\(image.text)); write it anew")
    }
    let width = Int(image.width)
    let height = Int(image.height)
    try checkSize(ofFile: "PNG", width: width, height: height)
    image.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
    var bytes = [UInt8](repeating: 0, count: width * height * 3)
    var background = png_color(red: 0, green: 0, blue: 0)
    guard png_image_finish_read(&image, &background, &bytes, png_int_32(3 * width), nil) != 0
    else { throw Failure(.data, "a damaged PNG file (\(image.text)); write it anew") }
    return Picture(width: width, height: height, bytes: bytes)
  }

  /// Refuses a file with a chunk that says it is longer than what is left of the file: libpng makes
  /// room for some kinds of chunks, up to 2 GB, before it looks whether so much is there.
  static func checkChunks(ofPNG file: [UInt8]) throws(Failure) {
    var start = 8
    // A length, a name of four letters, that many bytes, a checksum.
    while start + 8 <= file.count {
      let length = file[start..<start + 4].reduce(0) { $0 << 8 + Int($1) }
      guard length <= file.count - start - 8 else {
        throw Failure(.data, "a damaged PNG file (it ends within a chunk); write it anew")
      }
      if file[(start + 4)..<(start + 8)].elementsEqual("IEND".utf8) { return }
      start += 12 + length
    }
  }

  /// The most pixels a file may unfold to: 64 million, 192 MB.
  private static let mostPixels = 1 << 26

  /// Refuses a file whose pixels would not fit, before there is room for them.
  static func checkSize(
    ofFile format: String, width: Int, height: Int
  ) throws(Failure) {
    guard (1...largestSide).contains(width), (1...largestSide).contains(height),
      width * height <= mostPixels
    else {
      throw Failure(
        .data,
        "a \(format) file of \(width) x \(height) pixels is too large; scale it down first")
    }
  }
}

extension png_image {
  /// What libpng says went wrong.
  fileprivate var text: String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
