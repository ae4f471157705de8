internal import Documents
internal import TestSupport
internal import Testing

extension EndToEndTests {
  /// docs/json.md says what the commands about runs print, all of it and nothing else; and an
  /// unfinished run says what is missing.
  @Suite struct DocumentedJSONTests {
    private func section(_ name: String) throws -> DocumentedJSON {
      let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
      return try #require(
        DocumentedJSON(name, page: try Files.readText("/\(root)/docs/json.md")))
    }

    private func check(
      _ name: String, _ documents: [JSON], values: [String] = [],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let section = try section(name)
      for document in documents {
        #expect(section.undocumented(document) == [], sourceLocation: sourceLocation)
      }
      #expect(section.unknown(documents, values: values) == [], sourceLocation: sourceLocation)
    }

    @Test func whatCommandsPrintIsDocumented() throws {
      let workplace = try Workplace()
      let states = ["active", "complete", "incomplete", "cancelled"]
      let publications = ["waiting", "working", "done", "unknown", "none"]
      let plan = try workplace.json("plan", workplace.spec)
      try check("coordinator plan", [plan])
      let lines = try workplace.output("submit", workplace.spec, "--json").split(separator: "\n")
      let last = try JSON(reading: String(try #require(lines.last)))
      #expect(last.members?.map(\.name) == ["run", "state", "folder", "solutions"])
      // Nothing is missing, and the map is too small to be compared.
      let absent = [
        "title", "reason", "correlation", "agrees", "cellCorrelation", "meanRowCorrelation",
      ]
      try check("coordinator report", [workplace.json("report")], values: absent)
      try check("coordinator runs", [workplace.json("runs")], values: states)
      let kept = try workplace.json("status")
      _ = try workplace.serve()
      let alive = try workplace.json("status")
      // Nothing runs, failed or was made just now.
      let others = [
        "job", "title", "worker", "seconds", "fraction", "note", "busy", "slots", "hardware",
        "leaving", "number", "loss", "failed",
      ]
      try check("coordinator status", [kept, alive], values: publications + others)
      try check("coordinator tasks", [workplace.json("tasks")])
      try check("coordinator models list", [workplace.json("models", "list")])
      let explained = try workplace.json("explain", "train depth_zbuffer")
      try check("coordinator explain", [explained])
      try workplace.output("access", "create", "--client", "ann", "--out", "\(workplace.path)/a")
      try check(
        "coordinator access list", [workplace.json("access", "list")], values: ["worker", "client"])
    }

    @Test func anUnfinishedRunSaysWhatIsMissingAndWhatMayChange() throws {
      let workplace = try Workplace()
      let program = try workplace.coordinator("submit", workplace.spec, "--slots", "1")
      // Some transfers are measured and others are not.
      let isUnderWay = try eventually(within: 30) {
        let status = try workplace.start("coordinator", ["status", "--json"])
        guard try status.end() == 0 else { return false }
        let kinds = try JSON(reading: status.output)["kinds"]?.array ?? []
        let evaluated = kinds.first { $0["kind"]?.text == "evaluate" }
        return evaluated?["done"]?.integer ?? 0 > 9
      }
      program.kill()
      try #require(isUnderWay)
      let asked = try workplace.start(
        "coordinator", ["taxonomy", "--budget", "2", "--json"])
      #expect(try asked.end() == 0, "\(asked.errors)")
      #expect(asked.errors.contains("is active: "))
      #expect(asked.errors.contains(" are to come."))
      #expect(asked.errors.contains("What is still to come may change the affinities of "))
      #expect(asked.errors.contains("with them which sources are chosen"))
      let json = try JSON(reading: asked.output)
      #expect(try section("coordinator taxonomy").undocumented(json) == [])
      #expect(json["unfinished"]?["state"]?.text == "active")
      let targets = try #require(json["unfinished"]?["targets"]?.array)
      #expect(targets.count == 3)
      #expect(targets.contains { $0["settled"]?.bool == false })
      // What the run has measured in the end is settled.
      try workplace.output("submit", workplace.spec)
      let whole = try workplace.start("coordinator", ["taxonomy", "--budget", "2", "--json"])
      #expect(try whole.end() == 0)
      #expect(whole.errors == "")
      #expect(try JSON(reading: whole.output)["unfinished"] == nil)
    }
  }
}
