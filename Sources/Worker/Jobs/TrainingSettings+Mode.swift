internal import Kernels
internal import TaskSpace

extension TrainingSettings {
  /// What a plan is compiled for that learns `task` by these settings.
  func mode(for task: TaskDefinition) -> Mode {
    let loss = task.loss.kernel(channels: task.target.channels)
    let decay = Float(weightDecay)
    switch optimizer {
    case .adamw: return .training(loss, AdamW(weightDecay: decay))
    // Beside Muon, squares of gradients are averaged over twenty steps, as its authors do: over a
    // thousand, a training of hundreds of steps would end before they follow.
    case .muon: return .training(loss, AdamW(weightDecay: decay, beta2: 0.95), Muon())
    }
  }
}
