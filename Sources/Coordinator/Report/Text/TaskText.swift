package import Documents
package import TaskSpace

/// The dictionary of tasks, for people and for programs.
package enum TaskText {
  /// A task's name, group, role, images, input, target and loss.
  static func row(_ task: TaskDefinition) -> [String] {
    [
      task.name, task.group.rawValue, task.role.rawValue, String(task.views),
      task.input.rawValue, shape(task.target), task.loss.rawValue,
    ]
  }

  /// One task with all that is known about it, in Markdown.
  package static func page(_ task: TaskDefinition) -> String {
    var lines = [
      "## \(task.name)", "", task.summary, "",
      "- aliases: " + (task.aliases.isEmpty ? "none" : task.aliases.joined(separator: ", ")),
      "- group: \(task.group.rawValue)", "- role: \(role(task))",
      "- input: \(task.views) image\(task.views == 1 ? "" : "s"), \(task.input.rawValue)",
      "- target: \(shape(task.target)); \(task.normalization)", "- loss: \(task.loss.rawValue)",
      "- head: \(task.headSummary)",
    ]
    if let documentation = task.documentation {
      lines += [
        "", "**In rendered rooms.** \(documentation.rooms)", "",
        "**In files of the released data.** \(documentation.files)",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// All tasks as a page in Markdown: `docs/tasks.md`.
  package static var page: String {
    """
    # The tasks

    Written by `coordinator tasks --markdown`. A spec names tasks by these names or by an alias. Maps
    have so many pixels a side for each cell of the representation's grid. A spec can define further
    tasks, with labels in files; `jobs/README.md` shows how.


    """ + DictionaryEntry.all.map(\.page).joined(separator: "\n")
  }

  /// A task as JSON.
  package static func json(_ task: TaskDefinition) -> JSON {
    .object([
      .init("name", .string(task.name)), .init("aliases", .texts(task.aliases)),
      .init("group", .string(task.group.rawValue)), .init("role", .string(task.role.rawValue)),
      .init("views", .number(Double(task.views))), .init("input", .string(task.input.rawValue)),
      .init(
        "target",
        .object(
          [
            .init("head", .string(task.target.head)),
            .init("channels", .number(Double(task.target.channels))),
            .init("normalization", .string(task.normalization)),
          ])),
      .init("loss", .string(task.loss.rawValue)), .init("head", .string(task.headSummary)),
      .init("summary", .string(task.summary)),
      .init("rooms", task.documentation.map { .string($0.rooms) } ?? .null),
      .init("files", task.documentation.map { .string($0.files) } ?? .null),
    ])
  }

  private static func role(_ task: TaskDefinition) -> String {
    switch task.role {
    case .both: "source and target"
    case .source: "source only, unless a spec names it as a target"
    case .target: "target only"
    }
  }

  private static func shape(_ target: TargetShape) -> String {
    switch target {
    case .map(let channels): "map of \(channels) channel\(channels == 1 ? "" : "s")"
    case .labels(let classes): "map of \(classes) classes"
    case .vector(let count): "\(count) number\(count == 1 ? "" : "s")"
    case .classes(let count): "one of \(count) classes"
    case .distribution(let count): "distribution over \(count) classes"
    }
  }
}
