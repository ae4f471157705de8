internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// Who may work for a coordinator.
  @Suite struct AccessTests {
    @Test func aGrantedWorkerJoinsAndARevokedOneCountsForNothing() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      for name in ["guest", "other"] { try grant(name, in: workplace) }
      #expect(try names(workplace) == ["guest", "local-client", "local-worker", "other"])
      let guest = try workplace.worker("guest", "--access", "guest.json")
      let submit = try workplace.coordinator("submit", workplace.spec)
      #expect(eventually(within: 20) { guest.errors.contains("describe") }, "\(guest.errors)")

      guest.send(SIGSTOP)
      try workplace.output("access", "revoke", "guest")
      guest.send(SIGCONT)
      #expect(try names(workplace) == ["local-client", "local-worker", "other"])
      #expect(submit.status == nil, "the run is not over yet")
      // What the revoked worker says is not heard, and its jobs go to another one at once.
      #expect(try guest.end(within: 5) == 69)
      #expect(guest.errors.contains("refuses: its access was revoked"), "\(guest.errors)")
      let other = try workplace.worker("other", environment: ["TASKMAP_ACCESS=other.json"])
      #expect(try submit.end() == 0, "\(submit.errors)")
      #expect(other.errors.contains("transfer"))
      try expectUndisturbedBytes(workplace)
    }

    @Test func strangersAreRefusedWithOneSentence() throws {
      let workplace = try Workplace()
      let coordinator = try workplace.serve()
      try grant("gone", in: workplace)
      try workplace.output("access", "revoke", "gone")
      let revoked = try workplace.worker("gone", "--access", "gone.json")
      #expect(try revoked.end(within: 10) == 69)
      #expect(
        revoked.errors.contains("does not admit 'gone': its access was revoked or never granted"))
      #expect(eventually(within: 5) { coordinator.errors.contains("refused a connection from") })

      // Keys that another coordinator granted, for a coordinator that has never heard of them.
      let elsewhere = try Workplace()
      _ = try elsewhere.serve()
      try elsewhere.output("access", "create", "--worker", "stranger", "--out", "stranger.json")
      let address = try Files.readText("\(workplace.state)/listening").split(separator: "\n")[0]
      let stranger = try elsewhere.start(
        "worker", ["--connect", String(address), "--access", "stranger.json"])
      #expect(try stranger.end(within: 20) == 69)
      #expect(stranger.errors.contains("is not the coordinator that made the access file"))
    }

    @Test func anAccessFileIsMadeOnceAndForOneRole() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      try grant("guest", in: workplace)
      for (words, status) in [
        (["--worker", "guest", "--out", "again.json"], 64),
        (["--worker", "new", "--out", "guest.json"], 64),
        (["--out", "nobody.json"], 64),
        (["--client", "one", "--admin", "two", "--out", "both.json"], 64),
        (["--worker", "a b", "--out", "name.json"], 64),
      ] {
        let program = try workplace.start("coordinator", ["access", "create"] + words)
        #expect(try program.end() == Int32(status), "\(words): \(program.errors)")
      }
      try workplace.output("access", "create", "--client", "ann", "--out", "ann.json")
      let worker = try workplace.worker("ann", "--access", "ann.json")
      #expect(try worker.end(within: 10) == 65)
      #expect(worker.errors.contains("is an access file of a client"))
    }

    @Test func aClientCancelsAndRetriesItsOwnRunsOnlyAndAnAdminAll() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      for (role, name) in [("client", "ann"), ("client", "bob"), ("admin", "eve")] {
        try workplace.output("access", "create", "--\(role)", name, "--out", "\(name).json")
      }
      func end(_ words: String..., as name: String) throws -> (status: Int32, errors: String) {
        let program = try workplace.start(
          "coordinator", words, environment: ["TASKMAP_ACCESS=\(name).json"])
        return (try program.end(), program.errors)
      }
      #expect(try end("submit", "tiny.json", "--detach", as: "ann").status == 0)
      // Who submits the same spec gets the same run, which stays hers.
      #expect(try end("submit", "tiny.json", "--detach", as: "bob").status == 0)
      #expect(try end("status", as: "bob").status == 0)
      for words in [["cancel"], ["retry", "--failed"]] {
        let refused = try workplace.start(
          "coordinator", words, environment: ["TASKMAP_ACCESS=bob.json"])
        #expect(try refused.end() == 64)
        #expect(
          refused.errors.contains("was submitted by 'ann', not by 'bob'"), "\(refused.errors)")
      }
      #expect(try end("cancel", as: "ann").status == 0)
      #expect(try end("retry", "--failed", as: "eve").status == 0)
      #expect(try end("cancel", as: "eve").status == 0)
      #expect(try end("retry", "--failed", as: "ann").status == 0)
      // The state folder's own command may do everything.
      try workplace.output("cancel")
    }

    private func grant(_ name: String, in workplace: Workplace) throws {
      try workplace.output("access", "create", "--worker", name, "--out", "\(name).json")
    }

    private func names(_ workplace: Workplace) throws -> [String] {
      try (workplace.json("access", "list").array ?? []).compactMap { $0["name"]?.text }
    }
  }
}
