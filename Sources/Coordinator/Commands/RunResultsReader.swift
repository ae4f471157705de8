internal import Artifacts
internal import Documents
internal import Journal
internal import Scheduling
internal import Service

/// Reads results from a state folder, whether or not a coordinator is using it.
struct RunResultsReader {
  private let folder: StateFolder

  init(_ folder: StateFolder) { self.folder = folder }

  /// What a run has measured: from its folder where it is finished, else from its losses.
  func map(of text: String) throws(Failure) -> PublishedMap {
    let runs = try RunSummary.all(path: folder.journal)
    let id = try RunSelector.find(text, among: runs.map(\.id))
    let published = folder.run(id)
    if runs.first(where: { $0.id == id })?.state != .active,
      Files.exists("\(published)/report.html")
    {
      return try PublishedMap(published)
    }
    let content = try JournalContent(path: folder.journal)
    let analysis = try RunAnalysis(
      of: id, in: content, store: try ArtifactStore(folder: folder.artifacts))
    return PublishedMap(try analysis.measured(resamples: 0))
  }
}
