internal import Documents
internal import Glibc
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
          == "would remove 1 artifacts and 1 unfinished files: 19 B\n")
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
