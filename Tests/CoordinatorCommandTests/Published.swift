internal import Documents

/// The published affinities and win rates, where the folder with them is there.
enum Published {
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

  /// The options that name the files.
  static let options = [
    "--affinities", "\(folder)/affinities.csv", "--gain", "\(folder)/wins_vs_pixels.csv",
    "--quality", "\(folder)/wins_vs_task.csv",
  ]
}
