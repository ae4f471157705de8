internal import Artifacts
internal import Dispatch
internal import Documents
internal import JobGraph
internal import Scheduling
internal import TaskSpace
internal import Taxonomy
internal import Wire

/// Nodes that grow: ranked beside the coordinator's thread, which never waits for arithmetic.
extension CoordinatorService {
  func expand(_ reference: AttemptReference, _ job: Job, _ rankers: [Assignment.Input]) {
    guard case .expand(let recipe) = job.recipe else {
      preconditionFailure("only expand nodes are expanded")
    }
    let store = store
    DispatchQueue.global().async {
      let missing = rankers.map(\.digest).filter { !store.isStoredIntact($0) }
      guard missing.isEmpty else {
        Task { await self.happen(.unexpanded(reference, lacking: missing)) }
        return
      }
      let result: Result<[Job], Failure>
      do throws(Failure) {
        let sets = try Self.sets(for: recipe, rankers, in: store)
        result = .success(Growth.jobs(of: job, sets: sets))
      } catch {
        result = .failure(error)
      }
      Task { await self.expanded(reference, result) }
    }
  }

  /// The sets of sources that the recipe's rule chooses.
  private static func sets(
    for recipe: ExpandRecipe, _ rankers: [Assignment.Input], in store: ArtifactStore
  ) throws(Failure) -> [[String]] {
    switch recipe.rule {
    case .beam(let width):
      let ranking = try LossRanking.ranking(target: recipe.target, losses: rankers, in: store)
      return Growth.sets(ranking: ranking, width: width, for: recipe)
    case .estimates(let count):
      guard let input = rankers.first(where: { $0.role == "estimates" }) else {
        throw Failure(.software, "the estimates of \(recipe.target) are not there")
      }
      let estimates = try TargetEstimates(input.digest, target: recipe.target, in: store)
      guard recipe.maximumOrder > 1 else { return [] }
      return (2...recipe.maximumOrder).flatMap { order in
        estimates.best(count, order: order).map(\.transfer.sources)
      }
    }
  }

  private func expanded(_ reference: AttemptReference, _ result: Result<[Job], Failure>) {
    happen(.expanded(reference, result))
  }
}
