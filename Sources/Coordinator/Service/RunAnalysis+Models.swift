internal import Artifacts
package import Documents
internal import Scheduling
package import TaskSpace

extension RunAnalysis {
  /// The networks that are trained so far.
  ///
  /// - Throws: `Failure` where the file of one is missing or damaged.
  package func models() throws(Failure) -> ModelList {
    var models: [ModelList.Model] = []
    for kept in jobs where kept.state == .succeeded {
      guard case .train(let recipe) = kept.job.recipe,
        let output = kept.result?.output("network")
      else { continue }
      let parameters = try store.metadata(of: output.digest)["parameters"].flatMap { Int($0) }
      models.append(
        ModelList.Model(
          role: recipe.role, task: recipe.task,
          views: recipe.task.flatMap(recipe.data.task)?.views ?? 1, digest: output.digest,
          size: output.size,
          parameters: parameters ?? 0,
          trainingLoss: kept.result?.metrics.first { $0.name == "loss" }?.value,
          testLoss: recipe.predictor.flatMap { losses.meanLoss($0, of: recipe.task ?? "") }))
    }
    return ModelList(run: run.id, name: run.name, created: created, models: models)
  }
}

extension TrainRecipe {
  fileprivate var role: String {
    switch purpose {
    case .task: ModelList.Model.supervised
    case .scratch: TaskDictionary.scratch
    case .random: TaskDictionary.random
    }
  }

  /// What the network is in the evaluations; nil for an encoder alone.
  fileprivate var predictor: EvaluateRecipe.Predictor? {
    switch purpose {
    case .task: .supervised
    case .scratch: .scratch
    case .random: nil
    }
  }
}
