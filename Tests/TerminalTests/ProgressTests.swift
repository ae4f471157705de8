import Synchronization
import Terminal
import Testing

/// A terminal of which nothing is real: its text, its clock, its width.
private final class FakeTerminal: Sendable {
  let text = Mutex("")
  let time = Mutex(0.0)
  let columns = Mutex(20)

  func progress(isLive: Bool) -> Progress {
    Progress(
      isLive: isLive, columns: { self.columns.withLock { $0 } },
      now: { self.time.withLock { $0 } },
      write: { text in self.text.withLock { $0 += text } })
  }

  func wait(_ seconds: Double) { time.withLock { $0 += seconds } }

  /// What was written since the last call.
  func taken() -> String {
    text.withLock { text in
      defer { text = "" }
      return text
    }
  }
}

@Suite struct ProgressTests {
  private func view(_ lines: String..., phase: String = "p", fraction: Double? = nil)
    -> ProgressView
  {
    ProgressView(
      lines: lines, plain: lines.joined(separator: "/"), phase: phase, fraction: fraction)
  }

  @Test func aBlockIsDrawnInPlaceAtMostTenTimesASecond() {
    let terminal = FakeTerminal()
    let progress = terminal.progress(isLive: true)
    progress.show { view("one", "two") }
    #expect(terminal.taken() == "one\ntwo\n")
    terminal.wait(0.05)
    progress.show { view("early") }
    #expect(terminal.taken() == "")
    terminal.wait(0.06)
    progress.show { view("three") }
    #expect(terminal.taken() == "\r\u{1b}[2A\u{1b}[Jthree\n")
    progress.finish()
    #expect(terminal.taken() == "\r\u{1b}[1A\u{1b}[J")
    progress.finish()
    #expect(terminal.taken() == "")
  }

  @Test func aNarrowerTerminalHasBrokenTheOldLines() {
    let terminal = FakeTerminal()
    let progress = terminal.progress(isLive: true)
    progress.show { view(String(repeating: "x", count: 30), "y") }
    #expect(terminal.taken() == String(repeating: "x", count: 18) + "…\ny\n")
    terminal.columns.withLock { $0 = 7 }
    terminal.wait(1)
    progress.show { view("12345678") }
    #expect(terminal.taken() == "\r\u{1b}[4A\u{1b}[J12345…\n")
  }

  @Test func aNoteStaysAboveTheBlock() {
    let terminal = FakeTerminal()
    let progress = terminal.progress(isLive: true)
    progress.show { view("block") }
    progress.note("worker w1 joined")
    progress.show { view("block") }
    #expect(terminal.taken() == "block\n\r\u{1b}[1A\u{1b}[Jworker w1 joined\nblock\n")
  }

  @Test func theViewIsMadeOnlyWhereItIsShown() {
    let terminal = FakeTerminal()
    let progress = terminal.progress(isLive: true)
    var count = 0
    for _ in 0..<1000 {
      progress.show {
        count += 1
        return view("x")
      }
      terminal.wait(0.001)
    }
    #expect((9...11).contains(count))
  }

  @Test func aFileGetsALinePerTenthPhaseAndTenSeconds() {
    let terminal = FakeTerminal()
    let progress = terminal.progress(isLive: false)
    for step in 0...100 {
      progress.show { view("\(step)", phase: "train", fraction: Double(step) / 100) }
      terminal.wait(0.2)
    }
    #expect(
      terminal.taken() == (0...10).map { "\($0 * 10)\n" }.joined())
    progress.show { view("ends", phase: "ends", fraction: 1) }
    #expect(terminal.taken() == "ends\n")
    for second in 1...25 {
      terminal.wait(1)
      progress.show { view("\(second)", phase: "ends", fraction: 1) }
    }
    #expect(terminal.taken() == "10\n20\n")
    progress.finish(view("done"))
    #expect(terminal.taken() == "done\n")
  }

  @Test(arguments: [
    (0.0, "    "), (1.0, "████"), (0.5, "██  "), (0.53125, "██▏ "), (2.0, "████"),
    (-1.0, "    "), (.nan, "    "),
  ])
  func barsFillInEighths(fraction: Double, bar: String) {
    #expect(ProgressView.bar(fraction, width: 4) == bar)
  }
}
