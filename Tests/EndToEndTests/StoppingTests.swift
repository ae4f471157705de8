internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// Whoever stops a run, however rudely, finds it again and nothing to clean up.
  @Suite struct StoppingTests {
    @Test func fiveMurdersOfTheCoordinatorChangeNothing() throws {
      let workplace = try Workplace()
      var moments = Moments(seed: 2018)
      for _ in 0..<5 {
        let program = try workplace.coordinator("submit", workplace.spec)
        usleep(moments.next(in: 50...900) * 1_000)
        program.kill()
        #expect(
          eventually(within: 2) { workplace.processes.isEmpty },
          "a worker outlived its coordinator")
      }
      try workplace.output("submit", workplace.spec)
      try expectUndisturbedBytes(workplace)
    }

    @Test func controlCStopsCleanlyAndTheSameCommandGoesOn() throws {
      let workplace = try Workplace()
      let program = try workplace.coordinator("submit", workplace.spec)
      #expect(try eventually(within: 20) { try doneJobs(workplace) > 5 })
      program.send(SIGINT)
      #expect(try program.end(within: 5) == 130)
      #expect(program.errors.contains("the same command again goes on where it stopped"))
      #expect(workplace.processes == [])
      let status = try workplace.json("status")
      #expect(status["state"]?.text == "active")
      try workplace.output("submit", workplace.spec)
      try expectUndisturbedBytes(workplace)
    }

    @Test func theSecondControlCEndsAtOnce() throws {
      let workplace = try Workplace()
      let program = try workplace.coordinator("submit", workplace.spec)
      #expect(try eventually(within: 20) { try doneJobs(workplace) > 2 })
      // The worker cannot say good-bye, so that stopping takes its time.
      let worker = try #require(workplace.processes(called: "worker").first)
      Glibc.kill(worker, SIGSTOP)
      program.send(SIGINT)
      usleep(300_000)
      #expect(program.status == nil)
      program.send(SIGINT)
      #expect(try program.end(within: 0.5) == 130)
      #expect(eventually(within: 2) { workplace.processes.isEmpty })
    }

    @Test func aFullDiskPausesTheRunWithItsReasonAndMoreSpaceLetsItGoOn() throws {
      let workplace = try Workplace()
      guard let disk = try SmallDisk(at: workplace.state, kilobytes: 120) else {
        print("not tested: mounting a file system needs root")
        return
      }
      let program = try workplace.coordinator("submit", workplace.spec)
      let says = "the disk of .taskmap is full; the work goes on when there is room"
      #expect(eventually(within: 10) { program.errors.contains(says) }, "\(program.errors)")
      usleep(500_000)
      #expect(program.status == nil && program.errors.count { $0 == "\n" } == 1)
      try disk.grow(toKilobytes: 200_000)
      #expect(try program.end() == 0, "\(program.errors)")
      #expect(program.errors.contains("there is room on the disk of .taskmap again"))
      try expectUndisturbedBytes(workplace)
    }

    @Test func aDiskThatFillsUnderARunPausesItAndStatusSaysSo() throws {
      let workplace = try Workplace()
      guard let disk = try SmallDisk(at: workplace.state, kilobytes: 200_000) else {
        print("not tested: mounting a file system needs root")
        return
      }
      let coordinator = try workplace.serve()
      let run = try workplace.output("submit", workplace.spec, "--detach")
      let ballast = "\(workplace.state)/ballast"
      let filling = try RunningProgram(
        ["dd", "if=/dev/zero", "of=\(ballast)", "bs=1k"], in: workplace.path, environment: [])
      try filling.end()
      // The cache lies elsewhere: only the coordinator has no room.
      _ = try workplace.worker("w")
      #expect(
        try eventually(within: 20) {
          try workplace.json("status")["paused"]?.text?.contains("is full") == true
        }, "\(coordinator.errors)")
      let refused = try workplace.start("coordinator", ["cancel", "last"])
      #expect(try refused.end() == 69 && refused.errors.contains("is full"))
      Files.remove(ballast)
      try workplace.output("wait", String(run.prefix { $0 != "\n" }))
      #expect(try workplace.json("status")["paused"]?.text == nil)
      withExtendedLifetime(disk) {}
      try expectUndisturbedBytes(workplace)
    }

    @Test func aRunWhoseFolderFindsNoRoomGetsItWhenThereIsRoom() throws {
      let workplace = try Workplace()
      guard let disk = try SmallDisk(at: "\(workplace.state)/runs", kilobytes: 16) else {
        print("not tested: mounting a file system needs root")
        return
      }
      let program = try workplace.coordinator("submit", workplace.spec)
      let says = "the disk of .taskmap is full; the work goes on when there is room"
      #expect(eventually(within: 60) { program.errors.contains(says) }, "\(program.errors)")
      #expect(try workplace.json("status")["paused"]?.text == says)
      // Several tries later nothing has changed, and it was said once.
      usleep(2_500_000)
      #expect(program.status == nil)
      #expect(program.errors.split(separator: "\n").count { $0.contains(says) } == 1)
      try disk.grow(toKilobytes: 64_000)
      #expect(try program.end() == 0, "\(program.errors)")
      #expect(program.errors.contains("there is room on the disk of .taskmap again"))
      try expectUndisturbedBytes(workplace)
    }

    @Test func aCoordinatorThatStartsOnAFullDiskWaitsForRoom() throws {
      let workplace = try Workplace()
      guard let disk = try SmallDisk(at: workplace.state, kilobytes: 200_000) else {
        print("not tested: mounting a file system needs root")
        return
      }
      let first = try workplace.serve()
      let run = try workplace.output("submit", workplace.spec, "--detach")
      first.kill()
      let ballast = "\(workplace.state)/ballast"
      let filling = try RunningProgram(
        ["dd", "if=/dev/zero", "of=\(ballast)", "bs=1k"], in: workplace.path, environment: [])
      try filling.end()
      let coordinator = try workplace.coordinator("serve", "--listen", "tcp://127.0.0.1:0")
      let says = "the disk of .taskmap is full; the work goes on when there is room"
      #expect(eventually(within: 10) { coordinator.errors.contains(says) }, "\(coordinator.errors)")
      usleep(1_500_000)
      #expect(coordinator.status == nil && coordinator.errors.count { $0 == "\n" } == 1)
      // Nobody coordinates; who only looks sees the journal.
      #expect(try workplace.output("status").contains("no coordinator is running"))
      Files.remove(ballast)
      #expect(eventually(within: 10) { coordinator.errors.contains("listening at") })
      #expect(coordinator.errors.contains("there is room on the disk of .taskmap again"))
      _ = try workplace.worker("w")
      try workplace.output("wait", String(run.dropLast()))
      withExtendedLifetime(disk) {}
      try expectUndisturbedBytes(workplace)
    }

    /// How many jobs have succeeded, as far as anybody answers.
    private func doneJobs(_ workplace: Workplace) throws -> Int {
      let program = try workplace.start("coordinator", ["status", "--json"])
      guard try program.end() == 0 else { return 0 }
      return try JSON(reading: program.output)["done"]?.integer ?? 0
    }
  }
}

/// A sequence of moments that is the same in every test run (SplitMix64).
struct Moments {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(in range: ClosedRange<UInt32>) -> UInt32 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    mixed ^= mixed >> 31
    return range.lowerBound + UInt32(mixed % UInt64(range.count))
  }
}
