internal import Documents
internal import Report
internal import TaskSpace
internal import Terminal

/// `coordinator tasks`.
enum TasksCommand {
  static let command = Command(
    "tasks", "Show the dictionary of tasks, or all about one of them.",
    section: "Results",
    options: [
      .flag("json", "Print a JSON array."),
      .flag("markdown", "Print the page docs/tasks.md."),
    ],
    operands: [Operand("NAME", "A task's name or alias.", isOptional: true)], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    var entries = DictionaryEntry.all
    let name = arguments.textIfGiven("NAME")
    if let name {
      guard let entry = DictionaryEntry(named: name) else {
        throw Failure(
          .usage, "there is no task '\(name)'; 'coordinator tasks' lists the dictionary")
      }
      entries = [entry]
    }
    if arguments.flag("json") {
      Output.line(JSON.array(entries.map(\.json)).text(.indented))
    } else if arguments.flag("markdown") {
      Output.write(name == nil ? TaskText.page : entries[0].page)
    } else if name != nil {
      Output.write(entries[0].page)
    } else {
      var table = Table(["task", "group", "role", "images", "input", "target", "loss"])
      for entry in entries { table.add(entry.row) }
      Output.write(table.text(width: Screen.output.columns, style: arguments.style))
    }
    return .success
  }
}
