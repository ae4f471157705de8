internal import Documents
internal import TaskSpace

/// A spec on disk.
enum SpecFile {
  static func read(_ path: String, settings: [String]) throws(Failure) -> JobSpec {
    try JobSpec(text: Files.readText(path), file: path, settings: settings)
  }

  /// Refuses data that no worker could get at.
  static func checkData(_ spec: JobSpec) throws(Failure) {
    guard spec.data.kind == .taskonomy else { return }
    throw Failure(
      .missingInput,
      "the Taskonomy dataset is not here, and this version cannot read it yet; 'coordinator plan' "
        + "shows what the run would cost, and jobs/quick.json makes a map of rendered rooms")
  }
}
