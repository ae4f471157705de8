internal import Documents
package import TaskSpace

/// The jobs that an `expand` node adds once the sources of its target are ranked.
package enum Growth {
  /// The transfers from `sets` of sources into the target of `job`, with their evaluations.
  ///
  /// - Parameters:
  ///   - job: an `expand` job.
  ///   - sets: sets of two or more of its candidates.
  package static func jobs(of job: Job, sets: [[String]]) -> [Job] {
    guard case .expand(let recipe) = job.recipe else {
      preconditionFailure("only expand nodes grow")
    }
    return sets.flatMap { transferAndEvaluation(of: job, recipe, sources: $0) }
  }

  /// The sets that the paper's rule makes of a ranking, for orders from 2 on.
  package static func sets(ranking: [String], width: Int, for recipe: ExpandRecipe) -> [[String]] {
    guard recipe.maximumOrder > 1 else { return [] }
    return (2...recipe.maximumOrder).flatMap { order in
      BeamRule.sets(order: order, of: ranking, for: recipe.target, width: width)
    }
  }

  /// How many sets of each order from 2 on `recipe` adds at most; orders without any are left out.
  package static func counts(of recipe: ExpandRecipe) -> [(order: Int, sets: Int)] {
    guard recipe.maximumOrder > 1 else { return [] }
    let others = recipe.candidates.sources.count { $0 != recipe.target }
    return (2...recipe.maximumOrder).compactMap { order in
      let sets =
        switch recipe.rule {
        case .beam(let width): BeamRule.count(order: order, candidates: others, width: width)
        case .estimates(let count): order <= others ? count : 0
        }
      return sets > 0 ? (order, sets) : nil
    }
  }

  /// How many sets `recipe` adds at most.
  package static func count(of recipe: ExpandRecipe) -> Int {
    counts(of: recipe).reduce(0) { $0 + $1.sets }
  }

  private static func transferAndEvaluation(
    of job: Job, _ recipe: ExpandRecipe, sources: [String]
  ) -> [Job] {
    let candidates = recipe.candidates
    let sources = sources.sorted()
    let roles = Set(sources.flatMap { TaskDefinition.roles(of: $0) })
    let inherited = job.dependencies.filter { $0.role == "statistics" }
    let encoders = job.dependencies.filter { roles.contains($0.role) }
    let transfer = Job(
      .transfer(
        TransferRecipe(
          sources: sources, target: candidates.target, network: candidates.network,
          hidden: candidates.hidden, settings: candidates.settings, seed: candidates.seed,
          data: candidates.data)),
      after: inherited + encoders, numerics: job.numerics)
    let evaluation = Job(
      .evaluate(
        EvaluateRecipe(
          predictor: .transfer(sources), target: candidates.target,
          network: candidates.network, hidden: candidates.hidden,
          pictures: recipe.pictures, data: candidates.data)),
      after: inherited + [.init("readout", on: transfer.identity)] + encoders,
      numerics: job.numerics)
    return [transfer, evaluation]
  }
}
