internal import TaskSpace

/// What is known about the labels of a task before anything is learned.
package struct LabelStatistics: Equatable, Sendable {
  /// How many images it rests on.
  package let images: Int
  /// The standardisation of the numbers; nil where the task's loss asks for none.
  package let standardization: Standardization?
  /// How often each class occurs, adding up to 1; empty where there are no classes.
  package let frequencies: [Float]
  /// The best guess for an image that nobody looked at, as a network would give it:
  /// [row][column][channel] standardised numbers or logits.
  package let guess: [Float]

  /// Makes statistics of known values.
  package init(
    images: Int, standardization: Standardization?, frequencies: [Float], guess: [Float]
  ) {
    self.images = images
    self.standardization = standardization
    self.frequencies = frequencies
    self.guess = guess
  }

  /// The statistics of the targets that `maker` makes of the first `count` images.
  ///
  /// Sums are taken in double precision in the order of the images, so that the bytes depend on
  /// the images alone.
  /// - Throws: `CancellationError`.
  package init(of maker: TargetMaker, count: Int, watch: Watch = Watch()) throws {
    try self.init(of: maker, images: Array(0..<count), watch: watch)
  }

  /// The statistics of the targets that `maker` makes of `images`; places without a label do not
  /// count.
  ///
  /// - Throws: `CancellationError`.
  package init(of maker: TargetMaker, images: [Int], watch: Watch = Watch()) throws {
    let count = images.count
    precondition(count > 0, "statistics rest on images")
    let pass = LabelPass(maker: maker, images: images, watch: watch)
    switch maker.task.loss {
    case .absolute:
      let (standardization, _) = try pass.moments()
      let medians = try pass.medians()
      self = Self.standardized(count, standardization, guess: medians)
    case .squared:
      let (standardization, means) = try pass.moments()
      self = Self.standardized(count, standardization, guess: means)
    case .binaryCrossEntropy:
      let means = try pass.means()
      self.init(
        images: count, standardization: nil, frequencies: [],
        guess: means.map { BestGuess.logOdds($0) })
    case .crossEntropy, .weightedCrossEntropy:
      let shares = try pass.classShares()
      let classes = maker.task.target.channels
      let isWeighted = maker.task.loss == .weightedCrossEntropy
      let smallest = maker.side > 1 ? BestGuess.rarestLabel : BestGuess.rarestClass
      self.init(
        images: count, standardization: nil,
        frequencies: Self.overall(shares, classes: classes),
        guess: (isWeighted ? Self.weighted(shares, classes: classes) : shares)
          .map { BestGuess.logarithm($0, atLeast: smallest) })
    case .softCrossEntropy:
      let means = try pass.means()
      self.init(
        images: count, standardization: nil, frequencies: means.map { Float($0) },
        guess: means.map { BestGuess.logarithm($0, atLeast: BestGuess.rarestShare) })
    }
  }

  /// The shares [position][class] by which a weighted loss would have classes guessed: each times
  /// its weight, and again one in all.
  private static func weighted(_ shares: [Double], classes: Int) -> [Double] {
    let weights = TaskDictionary.classWeights(classes: classes).map { Double($0) }
    return stride(from: 0, to: shares.count, by: classes).flatMap { start in
      let products = weights.indices.map { shares[start + $0] * weights[$0] }
      let sum = products.reduce(0, +)
      return products.map { $0 / sum }
    }
  }

  private static func standardized(
    _ count: Int, _ standardization: Standardization, guess: [Double]
  ) -> LabelStatistics {
    var values = guess.map { Float($0) }
    values.withUnsafeMutableBufferPointer { values in
      guard let start = values.baseAddress else { return }
      standardization.apply(to: start, count: values.count)
    }
    return LabelStatistics(
      images: count, standardization: standardization, frequencies: [], guess: values)
  }

  private static func overall(_ shares: [Double], classes: Int) -> [Float] {
    let positions = shares.count / classes
    return (0..<classes).map { label in
      var sum = 0.0
      for position in 0..<positions { sum += shares[position * classes + label] }
      return Float(sum / Double(positions))
    }
  }
}
