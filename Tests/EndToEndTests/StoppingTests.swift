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

    @Test func aFullDiskStopsTheRunWithItsReasonAndMoreSpaceLetsItGoOn() throws {
      let workplace = try Workplace()
      guard let disk = try SmallDisk(at: workplace.state, kilobytes: 120) else {
        print("not tested: mounting a file system needs root")
        return
      }
      let program = try workplace.coordinator("submit", workplace.spec)
      #expect(try program.end(within: 10) == 74, "\(program.errors)")
      #expect(program.errors.contains("is full; free some space and start again"))
      #expect(program.errors.count { $0 == "\n" } == 1, "\(program.errors)")
      #expect(eventually(within: 2) { workplace.processes.isEmpty })
      try disk.grow(toKilobytes: 200_000)
      try workplace.output("submit", workplace.spec)
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
