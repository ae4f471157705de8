internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// One command from a spec to a map, and what can be asked afterwards.
  @Suite struct RunTests {
    @Test func oneCommandMakesAMapThatCanBeAskedAfterwards() throws {
      let workplace = try Workplace()
      let printed = try workplace.output("submit", workplace.spec, "--slots", "2")
      #expect(printed.contains("report: "))
      #expect(printed.contains("depth_zbuffer"))
      #expect(workplace.processes == [])
      try expectUndisturbedBytes(workplace)
      try everythingIsPublished(workplace)
      try commandsReadTheStateFolder(workplace)
      try taxonomiesHaveTheirMembers(workplace)
      try ModelCommands(workplace: workplace).check()
      try aSecondSubmitRepeatsNothing(workplace)
    }

    private func everythingIsPublished(_ workplace: Workplace) throws {
      let runs = Files.names(in: "\(workplace.state)/runs")
      #expect(runs.count == 1)
      let folder = "\(workplace.state)/runs/\(try #require(runs.first))"
      #expect(
        Files.names(in: folder) == [
          "affinities.csv", "estimated-affinities.csv", "estimated-errors.csv",
          "estimated-gain.csv", "estimated-quality.csv", "gain.csv", "losses", "models.json",
          "provenance.json", "quality.csv",
          "report.html", "taxonomy.json", "taxonomy.svg",
        ])
      #expect(
        Files.names(in: "\(folder)/losses") == [
          "class_scene.csv", "depth_zbuffer.csv", "edge_texture.csv",
        ])
      let affinities = try Files.readText("\(folder)/affinities.csv").split(separator: "\n")
      #expect(affinities.first == "sources,target,value")
      #expect(affinities.contains { $0.contains("+") }, "higher orders are there")
    }

    private func commandsReadTheStateFolder(_ workplace: Workplace) throws {
      let status = try workplace.json("status")
      #expect(status["state"]?.text == "complete")
      #expect(status["done"]?.integer == status["total"]?.integer)
      #expect(status["coordinator"]?.text == "none")
      let runs = try workplace.json("runs").array ?? []
      #expect(runs.map { $0["run"]?.text } == [status["run"]?.text])
      #expect(try workplace.output("wait") == "")
      let plan = try workplace.json("plan", workplace.spec)
      #expect(plan["known"]?.integer ?? 0 > 0)
      let job = try workplace.json("explain", "describe depth_zbuffer")
      #expect(job["state"]?.text == "succeeded")
      #expect(job["attempt"]?.integer == 1)
      let text = try workplace.output("explain", String((job["job"]?.text ?? "").prefix(12)))
      #expect(text.contains("its result is journaled"))
    }

    private func taxonomiesHaveTheirMembers(_ workplace: Workplace) throws {
      let all = try workplace.json("taxonomy")["solutions"]?.array ?? []
      #expect(all.count >= 3)
      let one = try workplace.json("taxonomy", "last", "--budget", "1")
      #expect(
        one.members?.map(\.name) == [
          "status", "reason", "objective", "budget", "sources", "transfers", "meanGain",
          "meanQuality",
        ])
      #expect(one["status"]?.text == "optimal")
      #expect(one["sources"]?.array?.count == 1)
      #expect(one["transfers"]?.array?.count == 3)
    }

    private func aSecondSubmitRepeatsNothing(_ workplace: Workplace) throws {
      let before = try attempts(workplace)
      let again = try workplace.coordinator("submit", workplace.spec)
      #expect(try again.end(within: 10) == 0)
      #expect(try attempts(workplace) == before)
      #expect(before.allSatisfy { $0.value == 1 })
      try expectUndisturbedBytes(workplace)
    }

    private func run(_ workplace: Workplace) throws -> String {
      try #require(Files.names(in: "\(workplace.state)/runs").first)
    }

    /// The newest attempt's number of some jobs of every kind, by identity.
    private func attempts(_ workplace: Workplace) throws -> [String: Int] {
      let path = "\(workplace.state)/runs/\(try run(workplace))/provenance.json"
      let jobs = try JSON(reading: Files.readText(path))["jobs"]?.array ?? []
      #expect(jobs.count > 50)
      var attempts: [String: Int] = [:]
      for job in jobs.enumerated() where job.offset % 7 == 0 {
        let identity = try #require(job.element["identity"]?.text)
        attempts[identity] = try workplace.json("explain", identity)["attempt"]?.integer
      }
      return attempts
    }
  }
}
