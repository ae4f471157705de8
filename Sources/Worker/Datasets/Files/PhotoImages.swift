package import Documents
package import Scenes
package import TaskSpace

/// A folder of photos, PNG or JPEG files in any folders, with labels that follow from the pixels.
///
/// Where there is a folder `images/`, only what is in it counts, so that label maps may lie beside it.
/// A photo is called by its path without the ending. Where the folder has a table `splits.csv` with
/// the columns `image,split`, that says which photo is in which split; a photo that it does not name
/// is in none. Otherwise the photos' names decide, by their digests: of ten photos about six are for
/// training, two for transfers, one for validation and one for tests, whatever other photos there are.
package struct PhotoImages: FileImages {
  private static let endings = ["png", "jpg", "jpeg", "PNG", "JPG", "JPEG"]
  private static let table = "splits.csv"
  /// Views of a room; a photo is the first of them.
  private static let viewCount = 4
  /// Where the photos are, if the folder has anything else.
  private static let only = "images/"

  package let folder: DatasetFolder
  /// The file of each photo, by its name.
  private let photos: [String: String]

  /// The photos in `folder`.
  package init(folder: DatasetFolder) {
    self.folder = folder
    var photos: [String: String] = [:]
    let paths = folder.manifest.entries.map(\.path)
    let hasFolder = paths.contains { $0.hasPrefix(Self.only) }
    for path in paths where path.hasPrefix(Self.only) || !hasFolder {
      guard let dot = path.lastIndex(of: "."),
        Self.endings.contains(String(path[path.index(after: dot)...]))
      else { continue }
      let name = String(path[..<dot].dropFirst(hasFolder ? Self.only.utf8.count : 0))
      if photos[name] == nil { photos[name] = path }
    }
    self.photos = photos
  }

  package func images(of split: DatasetReference.Split) throws(Failure) -> [String] {
    if folder.has(Self.table) { return Self.mixed(try listed(split)) }
    return Self.mixed(photos.keys.filter { Self.split(of: $0) == split })
  }

  /// The split to which a photo's name leads.
  private static func split(of name: String) -> DatasetReference.Split {
    switch Digest(of: "split \(name)").bytes[0] {
    case ..<154: .train
    case ..<205: .transfer
    case ..<230: .validation
    default: .test
    }
  }

  private func listed(_ split: DatasetReference.Split) throws(Failure) -> [String] {
    var reader = try CSVReader(
      try folder.read(Self.table), name: "\(folder.name)/\(Self.table)",
      columns: ["image", "split"])
    var names: [String] = []
    while let row = try reader.next() {
      let name = Self.name(try row.text(0))
      guard photos[name] != nil else { throw row.failure("there is no photo \(name)") }
      guard let named = DatasetReference.Split(rawValue: try row.text(1)) else {
        throw row.failure(
          "the split must be one of "
            + DatasetReference.Split.allCases.map(\.rawValue).joined(separator: ", "))
      }
      if named == split { names.append(name) }
    }
    return names
  }

  /// A photo's name, without the ending that people may write.
  static func name(_ text: String) -> String {
    for ending in endings where text.hasSuffix(".\(ending)") {
      return String(text.dropLast(ending.utf8.count + 1))
    }
    return text
  }

  package func sample(
    _ name: String, size: Int, mapSide: Int
  ) throws(Failure) -> (SceneSample, [FileProblem]) {
    guard let file = photos[name] else { preconditionFailure("there is such a photo") }
    do throws(Failure) {
      let pixels = try pixels(file, size: size)
      let labels = PixelLabels(pixels, size: size, labelSize: mapSide)
      let numbers = [Float](repeating: .nan, count: SceneLayout.numberCount)
      return (
        SceneSample(
          views: [pixels], maps: labels.maps, segments: labels.segments, numbers: numbers), []
      )
    } catch {
      if error.code == .io { throw error }
      let problem = FileProblem(error, file, isImage: true)
      return (
        .unlabelled(Self.blank(size: size), mapSide: mapSide, numbers: SceneLayout.numberCount),
        [problem]
      )
    }
  }

  package func furtherViews(_ name: String, size: Int) throws(Failure) -> [[UInt8]] {
    (1..<Self.viewCount).map { _ in Self.blank(size: size) }
  }

  package func isNeeded(_ file: String, for tasks: [String]) -> Bool { true }
}

extension SceneSample {
  /// An image of which nothing is known.
  static func unlabelled(_ pixels: [UInt8], mapSide: Int, numbers: Int) -> SceneSample {
    let cells = mapSide * mapSide
    return SceneSample(
      views: [pixels],
      maps: [Float](repeating: .nan, count: cells * SceneLayout.mapChannels),
      segments: [Int16](repeating: -1, count: cells * SceneLayout.segmentChannels),
      numbers: [Float](repeating: .nan, count: numbers))
  }
}
