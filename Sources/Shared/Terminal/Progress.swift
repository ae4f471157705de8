internal import Glibc
internal import Synchronization

/// Shows how far a long command has come.
///
/// On a terminal it is a block of lines that is drawn anew in place, at most ten times a second.
/// The cursor is never hidden, so that no way of ending can leave it so. Elsewhere it prints
/// plain lines: at a change of phase, at each tenth, and after ten seconds without any.
package final class Progress: Sendable {
  private struct State {
    var lastLook = -Double.infinity
    var lastLine = -Double.infinity
    var widths: [Int] = []
    var phase: String?
    var tenth = -1
    var plain = ""
  }

  /// The most lines of a block: a taller one than the terminal could not be drawn in place.
  private static let maximumLines = 16
  private static let pause = 0.1
  private static let plainPause = 10.0

  private let isLive: Bool
  private let columns: @Sendable () -> Int
  private let now: @Sendable () -> Double
  private let write: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// A display on any terminal or file.
  ///
  /// - Parameters:
  ///   - isLive: whether to draw in place.
  ///   - columns: of the terminal, asked anew at each drawing.
  ///   - now: a clock that never goes back, in seconds.
  ///   - write: puts text out.
  package init(
    isLive: Bool, columns: @escaping @Sendable () -> Int, now: @escaping @Sendable () -> Double,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.isLive = isLive
    self.columns = columns
    self.now = now
    self.write = write
  }

  /// A display on standard error.
  package static func onStandardError() -> Progress {
    let start = ContinuousClock.now
    return Progress(
      isLive: Screen.error.understandsEscapes, columns: { Screen.error.columns ?? 80 },
      now: { (ContinuousClock.now - start) / .seconds(1) }, write: { Output.error($0) })
  }

  /// Shows what `view` gives, which is asked only where something is due.
  package func show(_ view: () -> ProgressView) {
    state.withLock { state in
      let time = now()
      guard time - state.lastLook >= Self.pause else { return }
      state.lastLook = time
      if isLive {
        draw(view().lines, &state)
      } else {
        printIfDue(view(), at: time, &state)
      }
    }
  }

  /// Prints a line that stays, above the block.
  package func note(_ line: String) {
    state.withLock { state in
      let isDrawn = !state.widths.isEmpty
      write(erasure(&state) + line + "\n")
      // What was erased comes back at the next look, at once.
      if isDrawn { state.lastLook = -Double.infinity }
    }
  }

  /// Ends the display: the block vanishes, or `last` is printed where lines are plain.
  package func finish(_ last: ProgressView? = nil) {
    state.withLock { state in
      if isLive {
        write(erasure(&state))
      } else if let last, last.plain != state.plain {
        write(last.plain + "\n")
      }
      state = State()
    }
  }

  private func draw(_ lines: [String], _ state: inout State) {
    // One column stays free: a full line would move the cursor on some terminals.
    let width = max(1, columns() - 1)
    let shown = lines.prefix(Self.maximumLines).map { DisplayText.truncate($0, to: width) }
    var text = erasure(&state)
    for line in shown { text += line + "\n" }
    state.widths = shown.map(DisplayText.width)
    write(text)
  }

  /// Moves up over the block and erases it; a narrower terminal has broken its lines since.
  private func erasure(_ state: inout State) -> String {
    guard isLive, !state.widths.isEmpty else { return "" }
    let columns = max(1, columns())
    let rows = state.widths.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
    state.widths = []
    return "\r\u{1b}[\(rows)A\u{1b}[J"
  }

  private func printIfDue(_ view: ProgressView, at time: Double, _ state: inout State) {
    let tenth = view.fraction.map { $0.isFinite ? Int(min(max($0, 0), 1) * 10) : 0 } ?? 0
    let hasNewPhase = view.phase != state.phase
    let isDue = hasNewPhase || tenth > state.tenth || time - state.lastLine >= Self.plainPause
    guard isDue, view.plain != state.plain else { return }
    state.phase = view.phase
    state.tenth = tenth
    state.lastLine = time
    state.plain = view.plain
    write(view.plain + "\n")
  }
}
