internal import Documents
internal import Pictures

/// Reads photos as networks see them.
enum PhotoReader {
  /// The middle square of a PNG or JPEG file, scaled by areas to `size` pixels a side: bytes of
  /// [row][column][red, green, blue].
  ///
  /// - Throws: `Failure` (data) where the file is damaged.
  static func pixels(_ file: [UInt8], size: Int) throws(Failure) -> [UInt8] {
    let square = try Picture(photo: file).centreSquare
    if square.width == size { return square.bytes }
    return square.scaledByArea(width: size, height: size).bytes
  }
}
