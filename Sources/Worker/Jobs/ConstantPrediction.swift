internal import TaskSpace

/// The same guess for every image.
struct ConstantPrediction: Prediction {
  let guess: [Float]
  let task: TaskDefinition
  /// Numbers or labels per target.
  let targetCount: Int

  func losses(
    of images: ArraySlice<Int>, targets: UnsafeRawPointer, to losses: UnsafeMutablePointer<Float>
  ) {
    let loss = ImageLoss(task.loss, channels: task.target.channels)
    let channels = task.target.channels
    guess.withUnsafeBufferPointer { guess in
      guard let start = guess.baseAddress else { preconditionFailure("a guess has numbers") }
      for place in 0..<images.count {
        losses[place] = loss.value(
          positions: guess.count / channels, target: targets + place * targetCount * 4,
          prediction: start)
      }
    }
  }

  func predict(_ images: ArraySlice<Int>, to outputs: UnsafeMutablePointer<Float>) {
    for place in 0..<images.count {
      (outputs + place * guess.count).update(from: guess, count: guess.count)
    }
  }
}
