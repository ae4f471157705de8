internal import Artifacts
internal import Dispatch
internal import Documents
internal import JobGraph
internal import Scheduling
internal import TaskSpace
internal import Wire

/// Nodes that grow: ranked beside the coordinator's thread, which never waits for arithmetic.
extension CoordinatorService {
  func expand(_ reference: AttemptReference, _ job: Job, _ losses: [Assignment.Input]) {
    guard case .expand(let recipe) = job.recipe else {
      preconditionFailure("only expand nodes are expanded")
    }
    let store = store
    DispatchQueue.global().async {
      let missing = losses.map(\.digest).filter { !store.contains($0) }
      guard missing.isEmpty else {
        Task { await self.happen(.unexpanded(reference, lacking: missing)) }
        return
      }
      let result: Result<[Job], Failure>
      do throws(Failure) {
        let ranking = try LossRanking.ranking(
          target: recipe.target, losses: losses, in: store)
        result = .success(Growth.jobs(of: job, ranking: ranking))
      } catch {
        result = .failure(error)
      }
      Task { await self.expanded(reference, result) }
    }
  }

  private func expanded(_ reference: AttemptReference, _ result: Result<[Job], Failure>) {
    happen(.expanded(reference, result))
  }
}
