package import TaskSpace

/// Which images of a room make up a sample of a task.
package struct SampleViews: Sendable {
  /// Every image of a room that some sample may need.
  package let encodings: [InputVariant]
  /// Images per sample.
  package let count: Int

  /// The images of the samples of `task`.
  package init(_ task: TaskDefinition) {
    encodings = task.encodings
    count = task.views
  }

  /// A sample of one image alone.
  package init(_ input: InputVariant) {
    encodings = [input]
    count = 1
  }

  /// The images of the sample with this global index, as places in `encodings`.
  ///
  /// Where a task has an image to spare, samples take turns: of every two neighbours one has the
  /// second image, and matches, and the other one has the third.
  package func places(of sample: Int) -> [Int] {
    if encodings.count == count { return Array(0..<count) }
    return [0, Self.isMatch(sample) ? 1 : 2]
  }

  /// Whether the two images of the sample with this global index have the same point at their
  /// centre; so it is in half of all samples.
  package static func isMatch(_ sample: Int) -> Bool { sample.isMultiple(of: 2) }
}
