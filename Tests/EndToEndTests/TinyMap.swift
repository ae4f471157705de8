internal import Documents
internal import Testing

/// The files of a run that have to be the same bytes whatever happened on the way.
struct TinyMap: Equatable {
  /// Three tasks and few rooms: about sixty jobs, some of which add others.
  static let spec = """
    {
      "name": "tiny",
      "tasks": ["edge_texture", "depth_zbuffer", "class_scene"],
      "splits": {"train": 64, "transfer": 48, "test": 24},
      "scenes": {"supersampling": 1},
      "network": {"width": 4, "representation": 4},
      "training": {"steps": 6, "batch": 8},
      "scratch": {"steps": 4},
      "transfer": {"steps": 6, "vectorSteps": 6, "batch": 8, "hidden": 8},
      "orders": {"maximum": 2, "beam": 3},
      "pictures": 2
    }
    """

  /// What one worker with one slot makes of the spec when nothing disturbs it.
  static let undisturbed = Result {
    let workplace = try Workplace()
    try workplace.output("submit", workplace.spec, "--slots", "1")
    return try workplace.map()
  }

  private let files: [String: [UInt8]]

  /// Reads what lies in a run's folder.
  init(folder: String) throws {
    var names = ["affinities.csv", "gain.csv", "quality.csv", "taxonomy.json"]
    names += Files.names(in: "\(folder)/losses").map { "losses/\($0)" }
    try #require(names.count > 4, "losses are published")
    var files: [String: [UInt8]] = [:]
    for name in names { files[name] = try Files.read("\(folder)/\(name)") }
    self.files = files
  }

  /// The names of the files whose bytes differ, and of those that only one of both has.
  func differences(from other: TinyMap) -> [String] {
    Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
  }
}

/// Expects that a workplace's run gave the bytes of an undisturbed one.
func expectUndisturbedBytes(
  _ workplace: Workplace, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let differences = try workplace.map().differences(from: TinyMap.undisturbed.get())
  #expect(differences == [], sourceLocation: sourceLocation)
}
