internal import Documents
package import TaskSpace

/// Makes samples of a task as kernels take them: inputs, and targets that are standardised where
/// the task's loss asks for it.
package struct SampleMaker: Sendable {
  /// Makes the inputs.
  package let inputs: InputMaker
  /// Makes the raw targets.
  package let targets: TargetMaker
  /// The images that have a label of the task: what is judged by.
  package let labelled: [Int]
  /// The samples of each image that have one: what is learned from.
  package let lessons: [[Int]]
  private let standardization: Standardization?

  /// Makes samples of `task` from `images`, with the statistics of its labels.
  ///
  /// - Throws: `Failure` (data) where the images have no such target.
  package init(
    _ task: TaskDefinition, of images: SplitImages, statistics: LabelStatistics
  ) throws {
    inputs = InputMaker(task, of: images)
    targets = try TargetMaker(task, of: images)
    lessons = targets.labelledSamples
    labelled = lessons.compactMap { $0.first { $0 < images.count } }
    guard !labelled.isEmpty else {
      throw Failure(
        .data,
        "no image for \(images.split.rawValue) has a label of \(task.name); see what "
          + "'worker check-data' says")
    }
    standardization = task.loss.isStandardized ? statistics.standardization : nil
  }

  /// Writes the targets of samples, four bytes each, one after the other.
  package func writeTargets(_ samples: some Sequence<Int>, to output: UnsafeMutableRawPointer) {
    var place = 0
    for sample in samples {
      let start = output + place * 4 * targets.count
      if targets.usesLabels {
        targets.writeLabels(sample, to: start.assumingMemoryBound(to: Int32.self))
      } else {
        let values = start.assumingMemoryBound(to: Float.self)
        targets.write(sample, to: values)
        standardization?.apply(to: values, count: targets.count)
      }
      place += 1
    }
  }

  /// Writes the inputs of samples, one after the other.
  package func writeInputs(_ samples: some Sequence<Int>, to output: UnsafeMutablePointer<Float>) {
    var place = 0
    for sample in samples {
      inputs.write(sample, to: output + place * inputs.count)
      place += 1
    }
  }
}
