internal import Documents
internal import TestSupport
import Testing

/// docs/json.md says what the commands about results print, all of it and nothing else.
@Suite struct DocumentedJSONTests {
  private let program = Program()

  private func section(_ name: String) throws -> DocumentedJSON {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return try #require(
      DocumentedJSON("coordinator \(name)", page: try Files.readText("/\(root)/docs/json.md")))
  }

  private func losses() throws -> String {
    try program.file("losses.csv", Tables.losses(images: 9, opponents: ["self", "scratch"]))
  }

  @Test func taxonomy() throws {
    let path = try losses()
    let full = try program.run(
      "taxonomy", "--losses", path, "--budget", "1", "--alternatives", "1", "--resamples", "9",
      "--labels-source", "10", "--labels-transfer", "1", "--json"
    ).json()
    let many = try program.run("taxonomy", "--losses", path, "--json").json()
    let section = try section("taxonomy")
    #expect(section.undocumented(full) == [] && section.undocumented(many) == [])
    // Of an unfinished run, which the end-to-end tests make.
    let unfinished = [
      "unfinished", "run", "state", "targets", "measured", "open", "lost", "settled",
    ]
    #expect(
      section.unknown([full, many], values: ["optimal", "infeasible", "self"] + unfinished) == [])
  }

  @Test func affinities() throws {
    let json = try program.run(
      "affinities", "--losses", try losses(), "--over", "x", "--resamples", "9", "--json"
    ).json()
    let section = try section("affinities")
    #expect(section.undocumented(json) == ["wins-over-x"])
    #expect(section.unknown([json], values: ["affinity", "sqrt", "wins-over-X"]) == [])
  }

  @Test(arguments: ["significance", "tree"])
  func figures(command: String) throws {
    let path = try program.file("affinities.csv", Tables.wide(6))
    let options = command == "significance" ? ["--draws", "20"] : []
    let json = try program.run([command, "--affinities", path, "--json"] + options).json()
    let section = try section(command)
    #expect(section.undocumented(json) == [])
    // Without a table of gains only the objective is compared, which has all the members.
    #expect(section.unknown([json], values: []) == [])
  }

  @Test func report() throws {
    let json = try program.run(
      "report", "--losses", try losses(), "--draws", "20", "--resamples", "9", "--json"
    ).json()
    #expect(try section("report").undocumented(json) == [])
  }

  @Test func compare() throws {
    let path = try program.file("affinities.csv", Tables.wide(6))
    let json = try program.run("compare", path, path, "--json").json()
    let section = try section("compare")
    #expect(section.undocumented(json) == [])
    #expect(section.unknown([json], values: []) == [])
  }
}
