package import Documents
package import Scenes
package import TaskSpace

/// A dataset of files as samples.
package protocol FileImages: Sendable {
  /// The folder.
  var folder: DatasetFolder { get }
  /// The names of all images of `split`, in an order that depends on the names alone.
  ///
  /// - Throws: `Failure` (data) where the files do not say it.
  func images(of split: DatasetReference.Split) throws(Failure) -> [String]
  /// Image `name` of `size` pixels a side with all its labels, maps of `mapSide`, and what was wrong with its files.
  ///
  /// Labels that are missing are NaN, or -1 where they are whole numbers.
  /// - Throws: `Failure` (io) where a file is not the one of the manifest.
  func sample(
    _ name: String, size: Int, mapSide: Int
  ) throws(Failure) -> (SceneSample, [FileProblem])
  /// The pixels of views B, C and D of image `name`; grey where there is none.
  ///
  /// - Throws: as `sample`.
  func furtherViews(_ name: String, size: Int) throws(Failure) -> [[UInt8]]
  /// Whether a file is needed for any of these tasks; the pixels are needed for all.
  func isNeeded(_ file: String, for tasks: [String]) -> Bool
}

extension FileImages {
  /// Puts names into an order that is the same everywhere, and mixes what lies side by side.
  static func mixed(_ names: [String]) -> [String] {
    names.map { (Digest(of: $0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  /// The photo in `file`, its middle square scaled to `size` pixels a side.
  func pixels(_ file: String, size: Int) throws(Failure) -> [UInt8] {
    try PhotoReader.pixels(try folder.read(file), size: size)
  }

  /// An image where there is none.
  static func blank(size: Int) -> [UInt8] { [UInt8](repeating: 127, count: 3 * size * size) }
}
