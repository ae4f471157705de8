internal import Datasets
internal import Documents
internal import TaskSpace

/// Statistics of a task's labels on the training split.
struct DescribeJob {
  let task: String
  let data: DatasetReference

  func run(
    in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let task = try TaskDictionary.required(task)
    let dataset = try Dataset(
      data, cache: environment.cacheFolder, options: environment.datasetOptions)
    let images = try dataset.images(.train, watch: environment.watch(part: 0...0.9))
    let statistics = try LabelStatistics(
      of: TargetMaker(task, of: images), count: images.count,
      watch: environment.watch(part: 0.9...1))
    let content = try StatisticsFile.content(of: statistics, task: task.name)
    return ([JobProduct("statistics", content)], [.init("images", Double(images.count))])
  }
}

extension TaskDictionary {
  /// The task called `name`.
  ///
  /// - Throws: `Failure` (data) where there is none.
  static func required(_ name: String) throws(Failure) -> TaskDefinition {
    guard let task = task(name) else {
      throw Failure(.data, "there is no task called \(name) in this version of the program")
    }
    return task
  }
}
