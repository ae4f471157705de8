import Documents
import TaskSpace
import Testing

/// The specs in `jobs/` are what people begin with.
@Suite struct PublishedSpecsTests {
  /// The package's folder, from this file's place in it.
  static let root = String(#filePath.split(separator: "/").dropLast(3).joined(separator: "/"))

  static func read(_ name: String) throws -> String {
    try Files.readText("/\(root)/jobs/\(name)")
  }

  @Test(arguments: [
    "smoke.json", "quick.json", "fine.json", "full.json", "own-task.json", "novel-task.json",
    "exported.json",
  ])
  func everySpecCanBeRead(name: String) throws {
    let spec = try JobSpec(text: Self.read(name), file: name)
    #expect("\(spec.name).json" == name)
  }

  @Test func theFullSpecHasThePapersTasks() throws {
    let spec = try JobSpec(text: Self.read("full.json"), file: "full.json")
    #expect(spec.tasks.count + 1 == 26)
    #expect(spec.targets.count == 22)
    #expect(spec.network == NetworkChoice(encoder: .resnet50, width: 64, representation: 8))
  }

  @Test func theSchemaIsTheProgramsOwn() throws {
    #expect(try Self.read("spec.schema.json") == JobSpec.schema.text(.indented) + "\n")
  }
}
