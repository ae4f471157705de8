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

  /// How long a folder that found no room on the disk waits before it is written again.
  static let patience = DispatchTimeInterval.seconds(1)

  /// The runs that ended while this coordinator was there.
  var states: [String: State] = [:]
  /// Those of them whose folder found no room on the disk.
  var withoutRoom: Set<String> = []
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
      let outcome = Result { () throws(Failure) in
        let content = try JournalContent(path: folder.journal)
        let analysis = try RunAnalysis(of: run, in: content, store: store)
        try RunFolder(folder.run(run)).write(analysis)
      }
      Task { await self.published(run, outcome) }
    }
  }

  private func published(_ run: String, _ outcome: Result<Void, Failure>) {
    switch outcome {
    case .success:
      publications.states[run] = .done
      if publications.withoutRoom.remove(run) != nil { Diagnostics.report(Self.room(folder)) }
      happen(.published(run: run))
    case .failure(let failure) where failure.isDiskFull:
      let isNews = publications.withoutRoom.isEmpty && pause == nil
      publications.withoutRoom.insert(run)
      if isNews { Diagnostics.report(Self.fullDisk(folder)) }
      DispatchQueue.global().asyncAfter(deadline: .now() + Publications.patience) {
        Task { await self.publishAgain(run) }
      }
    case .failure(let failure):
      publications.withoutRoom.remove(run)
      publications.states[run] = .failed(failure.message)
      Diagnostics.report("the folder of the run \(run) could not be written: \(failure.message)")
    }
  }

  /// Writes the folder again that found no room.
  private func publishAgain(_ run: String) {
    guard ending == nil, publications.withoutRoom.contains(run),
      let state = scheduler.run(run)?.state
    else { return }
    ended(run, state)
  }
}
