internal import Documents
package import TaskSpace

/// The jobs that an `expand` node adds once the sources of its target are ranked.
package enum Growth {
  /// The higher-order transfers into the target of `job`, with their evaluations.
  ///
  /// The paper's rule (the method, section 3.2): every set of 2 to `maximumOrder` of the `beam`
  /// best first-order sources, the target's own encoder left out.
  ///
  /// - Parameters:
  ///   - job: an `expand` job.
  ///   - ranking: the candidates, best first.
  package static func jobs(of job: Job, ranking: [String]) -> [Job] {
    guard case .expand(let recipe) = job.recipe else {
      preconditionFailure("only expand nodes grow")
    }
    let best = ranking.filter { $0 != recipe.target }.prefix(recipe.beam)
    guard best.count > 1, recipe.maximumOrder > 1 else { return [] }
    return (2...recipe.maximumOrder).flatMap { order in
      subsets(of: Array(best), count: order).flatMap { sources in
        transferAndEvaluation(of: job, recipe, sources: sources)
      }
    }
  }

  /// All subsets of `count` elements, in the order of their positions.
  static func subsets(of elements: [String], count: Int) -> [[String]] {
    guard count > 0 else { return [[]] }
    guard elements.count >= count else { return [] }
    let rest = Array(elements.dropFirst())
    return subsets(of: rest, count: count - 1).map { [elements[0]] + $0 }
      + subsets(of: rest, count: count)
  }

  private static func transferAndEvaluation(
    of job: Job, _ recipe: ExpandRecipe, sources: [String]
  ) -> [Job] {
    let candidates = recipe.candidates
    let sources = sources.sorted()
    let roles = Set(sources.flatMap { ["representation.\($0)", "network.\($0)"] })
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
