import Documents
import Taxonomy
import Testing

/// The published affinities and win rates, where the folder with them is there.
struct Published {
  let affinities: TransferTable
  let gain: TransferTable
  let quality: TransferTable

  private static let folder: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/../shared/published"
  }()

  /// Whether the files are there; says so where they are not.
  static let isThere: Bool = {
    if Files.exists(folder + "/affinities.csv") { return true }
    print("skipped: the published affinities are not at \(folder)")
    return false
  }()

  init() throws {
    func table(_ name: String) throws -> TransferTable {
      try TransferTable(csv: try Files.read(Self.folder + "/" + name), name: name)
    }
    affinities = try table("affinities.csv")
    gain = try table("wins_vs_pixels.csv")
    quality = try table("wins_vs_task.csv")
  }

  func problem(_ options: TaxonomyOptions) throws -> TaxonomyProblem {
    try TaxonomyProblem(
      affinities: affinities, gain: gain, quality: quality, options: options)
  }
}
