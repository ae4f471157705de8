/// The one-cycle schedule of learning rates (Smith and Topin, 2019): two cosine pieces.
///
/// From peak / 25 up to the peak, then down to peak / 250000, as PyTorch's OneCycleLR with
/// cosine annealing.
package struct OneCycle: Equatable, Sendable {
  /// The highest rate.
  package let peak: Float
  /// The number of steps of the training.
  package let steps: Int
  /// The share of the steps before the peak.
  package let warmUp: Double

  /// A schedule of at least one step.
  package init(peak: Float, steps: Int, warmUp: Double = 0.15) {
    precondition(steps > 0 && warmUp > 0 && warmUp < 1, "a cycle has a rise and a fall")
    self.peak = peak
    self.steps = steps
    self.warmUp = warmUp
  }

  /// The rate of `step`, counted from 0.
  package func rate(at step: Int) -> Float {
    let top = Double(peak)
    let start = top / 25
    let end = start / 1e4
    let turn = warmUp * Double(steps) - 1
    let last = Double(steps - 1)
    let now = min(Double(step), last)
    if now < turn { return Float(Self.anneal(from: start, to: top, share: now / turn)) }
    let fall = last - max(turn, 0)
    let share = fall > 0 ? (now - max(turn, 0)) / fall : 0
    return Float(Self.anneal(from: top, to: end, share: share))
  }

  private static func anneal(from start: Double, to end: Double, share: Double) -> Double {
    end + (start - end) / 2 * (1 + Elementary.cosineOfHalfTurns(min(max(share, 0), 1)))
  }
}
