internal import Documents
internal import Glibc
internal import TestSupport
internal import Testing

extension EndToEndTests {
  /// What a state folder holds can be checked, cleaned and copied.
  @Suite struct StateTests {
    private func artifacts(_ workplace: Workplace) throws -> [String] {
      let folder = "\(workplace.state)/artifacts"
      return try Files.tree(in: folder).map { "\(folder)/\($0.path)" }
    }

    @Test func aRunLeavesNothingToFind() throws {
      let workplace = try Workplace()
      try workplace.output("submit", workplace.spec)
      let check = try workplace.json("fsck")
      #expect(check["findings"]?.array?.count == 0, "\(check.text())")
      #expect(check["jobs"]?.integer ?? 0 > 50 && check["artifacts"]?.integer ?? 0 > 20)
      #expect(check["unnamed"]?.integer == 0 && check["leftovers"]?.integer == 0)
    }

    @Test func fsckFindsWhatIsWrong() throws {
      let workplace = try Workplace()
      try workplace.output("submit", workplace.spec)
      let files = try artifacts(workplace)
      let (lost, damaged) = (files[0], files[1])
      // The program is told of its folder by its name in the workplace.
      func name(_ path: String) -> String { String(path.dropFirst(workplace.path.utf8.count + 1)) }
      Files.remove(lost)
      chmod(damaged, 0o644)
      try Files.write("something else", to: damaged)
      chmod("\(workplace.state)/keys/server.json", 0o644)
      let output = try workplace.output("fsck", status: 65)
      #expect(output.contains("\(name(lost)), ") && output.contains("is not there; restore"))
      #expect(output.contains("\(name(damaged)), ") && output.contains("is damaged: its content"))
      #expect(output.contains("chmod 600 .taskmap/keys/server.json"))
      #expect(output.contains("3 findings"))
    }

    @Test func gcRemovesWhatNoJobNamesAndNothingElse() throws {
      let workplace = try Workplace()
      try workplace.output("submit", workplace.spec)
      let files = try artifacts(workplace)
      let stray = "\(workplace.state)/artifacts/ab/\(String(repeating: "c", count: 62))"
      try Files.write("nobody knows me", to: stray)
      // No process has this number: it is above the largest that the system gives.
      let leftover = "\(workplace.state)/artifacts/ab/x.999999999.1.part"
      try Files.write("half", to: leftover)
      #expect(
        try workplace.output("gc", "--dry-run")
          == "would remove 1 artifact and 1 unfinished file: 19 B\n")
      #expect(Files.exists(stray) && Files.exists(leftover))
      let coordinator = try workplace.serve()
      let refused = try workplace.start("coordinator", ["gc"])
      #expect(try refused.end() == 69 && refused.errors.contains("another coordinator is using"))
      coordinator.kill()
      #expect(try workplace.json("gc")["bytes"]?.integer == 19)
      #expect(!Files.exists(stray) && !Files.exists(leftover))
      #expect(try artifacts(workplace) == files)
      #expect(try workplace.json("fsck")["findings"]?.array?.count == 0)
    }

    @Test func aBackupMadeWhileARunGoesOnIsCompleteAndGoesOn() throws {
      let workplace = try Workplace()
      let program = try workplace.coordinator("submit", workplace.spec, "--slots", "1")
      let isUnderWay = try eventually(within: 30) {
        let status = try workplace.start("coordinator", ["status", "--json"])
        guard try status.end() == 0 else { return false }
        return try JSON(reading: status.output)["done"]?.integer ?? 0 > 20
      }
      try #require(isUnderWay)
      let copy = "\(workplace.path)/copy"
      try workplace.output("backup", "--out", copy)
      // A check does not disturb the run either.
      try workplace.output("fsck")
      try workplace.output("--state", copy, "fsck")
      #expect(!Files.exists("\(copy)/keys"))
      #expect(try program.end() == 0)
      let again = try workplace.start("coordinator", ["backup", "--out", copy])
      #expect(try again.end() == 64 && again.errors.contains("is there already"))
      try workplace.output("--state", copy, "submit", workplace.spec)
      let runs = Files.names(in: "\(copy)/runs")
      let map = try TinyMap(folder: "\(copy)/runs/\(try #require(runs.first))")
      #expect(try map.differences(from: TinyMap.undisturbed.get()) == [])
    }

    @Test func aDamagedArtifactOfTheCoordinatorIsMadeAgainAndNothingElse() throws {
      let workplace = try Workplace()
      let coordinator = try workplace.serve()
      let first = try workplace.worker("first")
      let settings = ["--set", "orders.maximum=1", "--set", "name=small"]
      let small = try workplace.start("coordinator", ["submit", workplace.spec] + settings)
      #expect(try small.end() == 0, "\(small.errors)")
      first.kill()
      // A worker without a cache needs all networks, of which one is not what it was.
      let models = try workplace.json("models")["models"]?.array ?? []
      let trained = try #require(
        models.first {
          $0["task"]?.text == "depth_zbuffer" && $0["role"]?.text == "supervised"
        })
      let digest = try #require(trained["digest"]?.text)
      let path = "\(workplace.state)/artifacts/\(digest.prefix(2))/\(digest.dropFirst(2))"
      var bytes = try Files.read(path)
      bytes[bytes.count / 2] ^= 1
      Files.remove(path)
      try Files.write(bytes, to: path)
      let second = try workplace.worker("second")
      try workplace.output("submit", workplace.spec)
      #expect(coordinator.errors.contains("was damaged and is removed"), "\(coordinator.errors)")
      let trainings = second.errors.split(separator: "\n").filter {
        $0.contains("train ") && !$0.contains("stopped")
      }
      #expect(trainings.count == 1 && trainings[0].contains("train depth_zbuffer"), "\(trainings)")
      #expect(try workplace.json("fsck")["findings"] == [])
      let runs = Files.names(in: "\(workplace.state)/runs").filter { $0.hasPrefix("tiny") }
      let map = try TinyMap(folder: "\(workplace.state)/runs/\(try #require(runs.first))")
      #expect(try map.differences(from: TinyMap.undisturbed.get()) == [])
    }

    @Test func anOlderJournalIsReadAsItIsUntilACoordinatorGoesOnWithIt() throws {
      let workplace = try Workplace()
      try Files.makeFolder(workplace.state)
      let journal = "\(workplace.state)/journal.sqlite"
      try OldJournal.write(to: journal)
      let before = try Files.read(journal)
      for (words, says) in [
        (["runs"], "active"), (["status", "run-1"], "1 of 4 jobs"),
        (["fsck"], "all is right; 2 runs, 4 jobs"), (["gc", "--dry-run"], "would remove 0"),
        (["gc"], "removed 0"), (["backup", "--out", "copy"], "copy: 0 runs"),
      ] {
        let program = try workplace.start("coordinator", words)
        #expect(try program.end() == 0 && program.output.contains(says), "\(program.output)")
        let isNoted = program.errors.contains("has schema version 1 and is left so")
        #expect(isNoted == ["fsck", "gc", "backup"].contains(words[0]), "\(program.errors)")
      }
      #expect(try Files.read(journal) == before)

      let coordinator = try workplace.serve()
      #expect(coordinator.errors.contains("the journal had schema version 1"))
      _ = try workplace.worker("w")
      #expect(
        try eventually(within: 60) {
          try workplace.json("status", "run-1")["state"]?.text == "incomplete"
        }, "\(coordinator.errors)")
      #expect(try workplace.json("status", "run-1")["done"]?.integer == 3)
      #expect(try workplace.json("fsck")["findings"] == [])
      // The backup is what it was, for the program that wrote it or for this one.
      let copy = try workplace.start("coordinator", ["--state", "copy", "fsck"])
      #expect(try copy.end() == 0 && copy.errors.contains("has schema version 1"))
    }

    @Test func aNewerJournalIsRefusedByAllWithASentence() throws {
      let workplace = try Workplace()
      try Files.makeFolder(workplace.state)
      try OldJournal.write(to: "\(workplace.state)/journal.sqlite")
      try OldJournal.execute(
        "PRAGMA user_version = 99", on: "\(workplace.state)/journal.sqlite")
      for words in [
        ["status"], ["fsck"], ["gc"], ["backup", "--out", "copy"], ["serve"],
        ["submit", workplace.spec],
      ] {
        let program = try workplace.start("coordinator", words)
        #expect(try program.end() == 65, "\(words): \(program.errors)")
        let said = program.output + program.errors
        #expect(said.contains("has schema version 99") && said.contains("use the newer program"))
      }
      #expect(!Files.exists("\(workplace.path)/copy"))
    }

    @Test func aBackupWithKeysKeepsThemSecret() throws {
      let workplace = try Workplace()
      try workplace.output("submit", workplace.spec)
      let copy = "\(workplace.path)/copy"
      let backup = try workplace.json("backup", "--out", copy, "--keys")
      #expect(backup["runs"]?.integer == 1 && backup["missing"]?.integer == 0)
      #expect(
        try Files.read("\(copy)/keys/server.json")
          == Files.read("\(workplace.state)/keys/server.json"))
      // A finished run is answered from the copy.
      let old = try workplace.output("taxonomy", "--budget", "2")
      #expect(try workplace.output("--state", copy, "taxonomy", "--budget", "2") == old)
      #expect(try workplace.output("--state", copy, "fsck").contains("all is right"))
    }
  }
}
