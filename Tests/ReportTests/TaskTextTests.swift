import Documents
import Report
import TaskSpace
import Testing

/// The dictionary as people read it.
@Suite struct TaskTextTests {
  /// The package's folder, from this file's place in it.
  private static let root =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  @Test func thePageIsTheProgramsOwn() throws {
    #expect(
      try Files.readText("\(Self.root)/docs/tasks.md") == TaskText.page,
      "write it anew with 'coordinator tasks --markdown'")
  }

  @Test(arguments: TaskDictionary.all.map(\.name))
  func everyTaskIsDocumented(name: String) throws {
    let task = try #require(TaskDictionary.task(name))
    let documentation = try #require(task.documentation)
    #expect(documentation.rooms.count > 40 && documentation.files.count > 40)
    let page = TaskText.page(task)
    for word in [task.summary, task.headSummary, task.normalization] + task.aliases {
      #expect(page.contains(word))
    }
  }

  @Test func thereAre26TasksAndFourAreSourcesOnly() {
    let all = DictionaryEntry.all.map(\.json)
    #expect(all.count == 26)
    #expect(
      all.filter { $0["role"] == "source" }.map { $0["name"] }
        == ["colorization", "inpainting", "jigsaw", "random"])
    let members = all.map { $0.members?.map(\.name) }
    #expect(Set(members).count == 1)
  }

  @Test func jsonHasAllMembers() throws {
    let json = TaskText.json(try #require(TaskDictionary.task("rgb2sfnorm")))
    #expect(json["name"] == "normal")
    #expect(json["target"]?["channels"]?.integer == 3)
    #expect(json["aliases"]?.array?.contains("rgb2sfnorm") == true)
    #expect(
      json.members?.map(\.name) == [
        "name", "aliases", "group", "role", "views", "input", "target", "loss", "head", "summary",
        "rooms", "files",
      ])
  }
}
