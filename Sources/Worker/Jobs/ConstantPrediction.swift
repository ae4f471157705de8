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
    for place in 0..<images.count {
      let target = UnsafeRawBufferPointer(
        start: targets + place * targetCount * 4, count: targetCount * 4)
      losses[place] = loss.value(prediction: guess, target: target)
    }
  }

  func predict(_ images: ArraySlice<Int>, to outputs: UnsafeMutablePointer<Float>) {
    for place in 0..<images.count {
      (outputs + place * guess.count).update(from: guess, count: guess.count)
    }
  }
}
