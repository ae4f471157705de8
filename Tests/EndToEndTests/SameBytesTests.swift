internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// The same spec gives the same bytes, whatever computes it and whatever happens meanwhile.
  @Suite struct SameBytesTests {
    @Test func threeWorkersWithSeparateCachesGiveTheBytesOfOne() throws {
      let workplace = try Workplace()
      let coordinator = try workplace.serve()
      let workers = try ["a", "b", "c"].map { try workplace.worker($0) }
      let areThere = eventually(within: 10) {
        workers.allSatisfy { $0.errors.contains("connected to") }
      }
      #expect(areThere)
      try workplace.output("submit", workplace.spec)
      try expectUndisturbedBytes(workplace)
      for worker in workers {
        #expect(worker.status == nil)
        #expect(worker.errors.contains("transfer"), "everybody had something to do")
      }
      coordinator.send(SIGTERM)
      #expect(try coordinator.end(within: 5) == 143)
    }

    @Test(arguments: ["avx2", "avx512"])
    func everyInstructionSetGivesTheSameBytes(_ instructions: String) throws {
      let workplace = try Workplace()
      let doctor = try workplace.start(
        "worker", ["doctor"], environment: ["TASKMAP_INSTRUCTIONS=\(instructions)"])
      try doctor.end()
      guard !(doctor.output + doctor.errors).contains("which this processor lacks") else {
        print("not tested: this processor lacks \(instructions)")
        return
      }
      let program = try workplace.coordinator(
        "submit", workplace.spec, environment: ["TASKMAP_INSTRUCTIONS=\(instructions)"])
      #expect(try program.end() == 0, "\(program.errors)")
      try expectUndisturbedBytes(workplace)
    }

    @Test func aWorkerThatIsKilledAndStartedAgainChangesNothing() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      let submit = try workplace.coordinator("submit", workplace.spec)
      for sign in ["describe", "train"] {
        let worker = try workplace.worker("mortal")
        #expect(eventually(within: 20) { worker.errors.contains(sign) })
        worker.kill()
      }
      #expect(submit.status == nil, "the run is not over yet")
      let worker = try workplace.worker("mortal")
      #expect(try submit.end() == 0, "\(submit.errors)")
      #expect(worker.status == nil)
      try expectUndisturbedBytes(workplace)
    }

    @Test func aWorkerThatSleepsLongerThanItsLeaseChangesNothing() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      let sleeper = try workplace.worker("sleeper")
      let submit = try workplace.coordinator("submit", workplace.spec)
      let isKnown = try eventually(within: 10) {
        try workplace.json("runs").array?.isEmpty == false
      }
      #expect(isKnown)
      let hasBegun = try eventually(within: 10) {
        sleeper.send(SIGSTOP)
        let status = try workplace.json("status")
        let isAtWork = !(status["running"]?.array ?? []).isEmpty
        if !isAtWork {
          sleeper.send(SIGCONT)
          usleep(20_000)
        }
        return isAtWork
      }
      #expect(hasBegun)
      // The lease is ten seconds.
      sleep(11)
      let status = try workplace.json("status")
      #expect(status["running"]?.array?.isEmpty == true, "its jobs were taken away")
      #expect(status["workers"]?.array?.isEmpty == true)
      let other = try workplace.worker("other")
      usleep(300_000)
      sleeper.send(SIGCONT)
      #expect(try submit.end() == 0, "\(submit.errors)")
      #expect(sleeper.status == nil && other.status == nil)
      try expectUndisturbedBytes(workplace)
    }
  }
}
