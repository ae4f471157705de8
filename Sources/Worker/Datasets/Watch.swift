/// What long work tells about itself, and whether it should go on.
package struct Watch: Sendable {
  /// Hears how much of the work is done, 0...1, and of what.
  package let progress: @Sendable (_ fraction: Double, _ note: String) -> Void
  /// Whether somebody wants the work to end.
  package let isCancelled: @Sendable () -> Bool

  /// Makes a watch; without arguments nobody listens and the work goes on to its end.
  package init(
    progress: @escaping @Sendable (Double, String) -> Void = { _, _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.progress = progress
    self.isCancelled = isCancelled
  }

  /// The watch for a part of the work, whose progress is this `part` of the whole.
  package func part(_ part: ClosedRange<Double>) -> Watch {
    let progress = progress
    return Watch(
      progress: { fraction, note in
        progress(part.lowerBound + (part.upperBound - part.lowerBound) * fraction, note)
      },
      isCancelled: isCancelled)
  }

  /// Goes on, unless somebody wants the work to end.
  ///
  /// - Throws: `CancellationError`.
  package func check() throws {
    if isCancelled() { throw CancellationError() }
  }
}
