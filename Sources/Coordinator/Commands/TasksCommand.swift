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
    var tasks = TaskDictionary.all
    let name = arguments.textIfGiven("NAME")
    if let name {
      guard let task = TaskDictionary.task(name) else {
        throw Failure(
          .usage, "there is no task '\(name)'; 'coordinator tasks' lists the dictionary")
      }
      tasks = [task]
    }
    if arguments.flag("json") {
      Output.line(JSON.array(tasks.map(TaskText.json)).text(.indented))
    } else if arguments.flag("markdown") {
      Output.write(name == nil ? TaskText.page : TaskText.page(tasks[0]))
    } else if name != nil {
      Output.write(TaskText.page(tasks[0]))
    } else {
      var table = Table(["task", "group", "role", "images", "input", "target", "loss"])
      for row in TaskText.overview { table.add(row) }
      Output.write(table.text(width: Screen.output.columns, style: arguments.style))
    }
    return .success
  }
}
