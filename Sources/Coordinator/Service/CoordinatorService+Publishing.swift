internal import Artifacts
internal import Dispatch
internal import Documents
internal import Journal
internal import Scheduling

/// What has been written for people to take away.
struct Publications {
  /// How far the folder of a run is.
  enum State: Equatable {
    case working
    case done
    case failed(String)
  }

  /// The runs that ended while this coordinator was there.
  var states: [String: State] = [:]
  /// Folders are written one after the other, so that the newest map of a run is the last.
  let queue = DispatchQueue(label: "publications")
}

/// Ended runs get their folder, written beside the coordinator's thread from a snapshot.
extension CoordinatorService {
  func ended(_ run: String, _ state: RunRecord.State) {
    guard state == .complete || state == .incomplete else { return }
    publications.states[run] = .working
    let folder = folder
    let store = store
    publications.queue.async {
      let outcome: Publications.State
      do throws(Failure) {
        let content = try JournalContent(path: folder.journal)
        let analysis = try RunAnalysis(of: run, in: content, store: store)
        try RunFolder(folder.run(run)).write(analysis)
        outcome = .done
      } catch {
        outcome = .failed(error.message)
      }
      Task { await self.published(run, outcome) }
    }
  }

  private func published(_ run: String, _ outcome: Publications.State) {
    publications.states[run] = outcome
    switch outcome {
    case .failed(let reason):
      Diagnostics.report("the folder of the run \(run) could not be written: \(reason)")
    case .done: happen(.published(run: run))
    case .working: break
    }
  }
}
