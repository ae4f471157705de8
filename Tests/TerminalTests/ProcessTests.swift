import Documents
import Glibc
import Synchronization
import Terminal
import Testing

@Suite struct ProcessTests {
  private func shell(_ script: String, environment: [String] = []) throws -> ChildProcess {
    try ChildProcess.start(
      "/bin/sh", ["-c", script], environment: environment, output: .nowhere)
  }

  @Test func theStatusOfAChildIsItsOwn() throws {
    #expect(try shell("exit 0").wait() == .success)
    #expect(try shell("exit 64").wait() == Terminal.ExitStatus(64))
    let child = try shell("exit 3")
    #expect(child.wait() == child.wait())
    #expect(child.poll() == Terminal.ExitStatus(3))
  }

  @Test func aChildCanBeEnded() throws {
    let sleeper = try shell("exec sleep 60")
    #expect(sleeper.poll() == nil)
    sleeper.terminate()
    #expect(sleeper.wait() == .terminated)
    sleeper.kill()
    let stubborn = try shell("trap '' TERM; while :; do sleep 0.05; done")
    stubborn.kill()
    #expect(stubborn.wait() == Terminal.ExitStatus(128 + SIGKILL))
  }

  @Test func aChildInheritsNoIgnoredSignals() throws {
    Signals.ignoreBrokenPipes()
    #expect(try shell("kill -PIPE $$; exit 0").wait() == Terminal.ExitStatus(128 + SIGPIPE))
  }

  @Test func variablesAreAddedOrReplaced() throws {
    #expect(
      try shell("test \"$A\" = 'b c' -a -n \"$PATH\"", environment: ["A=b c"]).wait()
        == .success)
    #expect(try shell("test \"$PATH\" = x", environment: ["PATH=x"]).wait() == .success)
  }

  @Test func aMissingProgramIsNamed() {
    #expect(
      throws: Failure(.unavailable, "cannot start /none/such: No such file or directory")
    ) { try ChildProcess.start("/none/such", []) }
  }

  @Test func outputGoesToAFile() throws {
    let path = "/tmp/terminal-tests-output-\(getpid())"
    defer { Files.remove(path) }
    for _ in 0..<2 {
      let child = try ChildProcess.start(
        "/bin/sh", ["-c", "echo out; echo err >&2"], output: .file(path))
      #expect(child.wait() == .success)
    }
    #expect(try Files.readText(path) == "out\nerr\nout\nerr\n")
  }

  @Test func theFirstRequestStopsAndTheSecondEndsAtOnce() throws {
    let events = Mutex<[String]>([])
    Signals.onStop(
      exitAtOnce: { status in events.withLock { $0.append("exit \(status.number)") } },
      { request in events.withLock { $0.append("stop \(request.exitStatus.number)") } })
    func wait(for count: Int) {
      for _ in 0..<500 where events.withLock({ $0.count }) < count { usleep(10_000) }
    }
    kill(getpid(), SIGTERM)
    wait(for: 1)
    kill(getpid(), SIGINT)
    wait(for: 2)
    #expect(events.withLock { $0 } == ["stop 143", "exit 130"])
  }

  @Test func writingToAClosedPipeIsReported() {
    Signals.ignoreBrokenPipes()
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    #expect(Output.write("text", to: ends[1]) == 0)
    close(ends[0])
    #expect(Output.write("text", to: ends[1]) == EPIPE)
    close(ends[1])
  }
}
