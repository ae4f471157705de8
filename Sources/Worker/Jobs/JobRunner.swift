internal import Documents
package import TaskSpace

/// Runs jobs: each a function from a recipe and its inputs to artifacts.
package enum JobRunner {
  /// Runs the job of `recipe`.
  ///
  /// The same recipe and inputs give the same bytes on every machine of a numerics class, at every
  /// attempt.
  /// - Throws: `JobError`.
  package static func run(
    _ recipe: Recipe, inputs: [JobInput], in environment: JobEnvironment
  ) throws(JobError) -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let inputs = JobInputs(inputs)
    do {
      switch recipe {
      case .describe(let task, let data):
        return try DescribeJob(task: task, data: data).run(in: environment)
      case .train(let recipe):
        if recipe.purpose == .random {
          return try RandomEncoderJob(recipe: recipe).run(in: environment)
        }
        return try TrainJob(recipe: recipe).run(inputs, in: environment)
      case .encode(_, let input, let network, let data):
        return try EncodeJob(input: input, network: network, data: data)
          .run(inputs, in: environment)
      case .screen(let recipe):
        return try ScreenJob(recipe: recipe).run(inputs, in: environment)
      case .transfer(let recipe):
        return try TransferJob(recipe: recipe).run(inputs, in: environment)
      case .evaluate(let recipe):
        return try EvaluateJob(recipe: recipe).run(inputs, in: environment)
      case .expand:
        throw Failure(.software, "the coordinator itself expands; no worker should be asked to")
      case .probe(_, let milliseconds):
        return try ProbeJob(milliseconds: milliseconds).run(in: environment)
      }
    } catch {
      throw JobError(error)
    }
  }
}
