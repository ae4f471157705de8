package import TaskSpace

/// Which samples a training sees at which step: each one once an epoch, in a new order each time.
///
/// The samples of an image follow each other. So an image that makes a pair that matches and one
/// that does not shows both to the same step, where all that it shows by itself cancels out and
/// what is to be compared remains. With these pairs scattered, many trainings of point matching
/// never left the average guess.
///
/// The order depends on the run's seed, the target and the split alone, so that all transfers into
/// a target see the same batches, on any worker and at any attempt.
package struct BatchOrder: Sendable {
  private let stream: NamedStream
  private let images: [[Int]]
  private let count: Int
  private let batch: Int
  private var epoch = -1
  private var order: [Int] = []

  /// The order of samples in batches of `batch`; a batch may reach into the next epoch.
  ///
  /// - Parameter images: the samples of each image.
  package init(
    seed: Int, target: String, split: DatasetReference.Split, images: [[Int]], batch: Int
  ) {
    count = images.reduce(0) { $0 + $1.count }
    precondition(count > 0 && batch > 0, "there are samples, and a batch has some")
    stream = NamedStream("batches", String(seed), target, split.rawValue)
    self.images = images
    self.batch = batch
  }

  /// The samples of step `step`, counted from 0.
  package mutating func samples(ofStep step: Int) -> [Int] {
    (step * batch..<(step + 1) * batch).map { place in
      if place / count != epoch {
        epoch = place / count
        order = stream.sample(epoch).permutation(of: images.count).flatMap { images[$0] }
      }
      return order[place % count]
    }
  }
}
