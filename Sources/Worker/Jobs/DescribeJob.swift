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
    let task = try data.required(task)
    let dataset = try Dataset(
      data, cache: environment.cacheFolder, options: environment.datasetOptions)
    // Novel tasks have labels for the transfers' images only.
    let split: DatasetReference.Split = data.count(.train) > 0 ? .train : .transfer
    let images = try dataset.images(split, watch: environment.watch(part: 0...0.9))
    let maker = try TargetMaker(task, of: images)
    let labelled = maker.labelled
    guard !labelled.isEmpty else {
      throw Failure(
        .data, "no image for \(split.rawValue) has a label of \(task.name); see 'worker check-data'"
      )
    }
    let statistics = try LabelStatistics(
      of: maker, images: labelled, watch: environment.watch(part: 0.9...1))
    let content = try StatisticsFile.content(of: statistics, task: task.name)
    return ([JobProduct("statistics", content)], images.metrics(labelled: labelled.count))
  }
}

extension SplitImages {
  /// The figures of a job that used these images, `labelled` of which have its label.
  func metrics(labelled: Int) -> [JobResult.Metric] {
    [JobResult.Metric("images", Double(labelled))] + skipped
      + (labelled < count ? [.init("unlabelled", Double(count - labelled))] : [])
  }

  /// How many damaged files there were, where there were any.
  var skipped: [JobResult.Metric] {
    let files = problems.values.reduce(0) { $0 + $1.count { $0.kind != .missing } }
    return files > 0 ? [.init(SkippedFiles.metric, Double(files))] : []
  }
}

extension DatasetReference {
  /// The task called `name`, whose labels these data have.
  ///
  /// - Throws: `Failure` (data) where there is none.
  func required(_ name: String) throws(Failure) -> TaskDefinition {
    guard let task = task(name) else {
      throw Failure(.data, "there is no task called \(name) in this version of the program")
    }
    return task
  }
}
