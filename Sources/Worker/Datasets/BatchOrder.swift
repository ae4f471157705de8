package import TaskSpace

/// Which images a training sees at which step: every image once an epoch, in a new order each time.
///
/// The order depends on the run's seed, the target and the split alone, so that all transfers into
/// a target see the same batches, on any worker and at any attempt.
package struct BatchOrder: Sendable {
  private let stream: NamedStream
  private let count: Int
  private let batch: Int
  private var epoch = -1
  private var order: [Int] = []

  /// The order of `count` images in batches of `batch`; a batch may reach into the next epoch.
  package init(
    seed: Int, target: String, split: DatasetReference.Split, count: Int, batch: Int
  ) {
    precondition(count > 0 && batch > 0, "there are images, and a batch has some")
    stream = NamedStream("batches", String(seed), target, split.rawValue)
    self.count = count
    self.batch = batch
  }

  /// The images of step `step`, counted from 0.
  package mutating func images(ofStep step: Int) -> [Int] {
    (step * batch..<(step + 1) * batch).map { place in
      if place / count != epoch {
        epoch = place / count
        order = stream.sample(epoch).permutation(of: count)
      }
      return order[place % count]
    }
  }
}
