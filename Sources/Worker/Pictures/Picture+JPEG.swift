internal import CJPEG
package import Documents

extension Picture {
  /// Reads a JPEG file, baseline or progressive, in colour, in grey or in printers' inks, and turns
  /// it upright as its EXIF data say.
  ///
  /// Throws a `Failure` of kind `data` if the bytes are no JPEG, are damaged (where libjpeg itself
  /// would only warn, too) or have too many pixels.
  package init(jpeg file: [UInt8]) throws(Failure) {
    let picture = try Self.decoded(file)
    self = picture.turned(Orientation(ofJPEG: file))
  }

  private static func decoded(_ file: [UInt8]) throws(Failure) -> Picture {
    var header = taskmap_jpeg()
    guard taskmap_jpeg_read_header(&header, file, file.count) != 0 else {
      throw Failure(.data, "not a readable JPEG file (\(header.text)); write it anew")
    }
    let width = Int(header.width)
    let height = Int(header.height)
    try checkSize(ofFile: "JPEG", width: width, height: height)
    var bytes = [UInt8](repeating: 0, count: width * height * 3)
    var body = taskmap_jpeg()
    guard
      taskmap_jpeg_read_pixels(&body, file, file.count, header.width, header.height, &bytes) != 0
    else { throw Failure(.data, "a damaged JPEG file (\(body.text)); write it anew") }
    return Picture(width: width, height: height, bytes: bytes)
  }
}

extension taskmap_jpeg {
  /// What libjpeg says went wrong.
  fileprivate var text: String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
