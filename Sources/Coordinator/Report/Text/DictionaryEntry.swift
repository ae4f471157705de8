package import Documents
package import TaskSpace

/// What the dictionary lists: 25 tasks with networks, and the random encoder as the 26th.
package enum DictionaryEntry {
  /// A task whose network is trained.
  case task(TaskDefinition)
  /// The paper's 26th task: an encoder that was never trained, a source that needs no labels.
  case random

  private static let randomSummary =
    "The representation of an encoder that was never trained: what any such network passes on."

  /// All entries, in the dictionary's order.
  package static var all: [DictionaryEntry] { TaskDictionary.all.map { .task($0) } + [.random] }

  /// The entry called `name`, by its name or an alias; nil where there is none.
  package init?(named name: String) {
    if name == TaskDictionary.random {
      self = .random
    } else if let task = TaskDictionary.task(name) {
      self = .task(task)
    } else {
      return nil
    }
  }

  /// Name, group, role, images, input, target and loss.
  package var row: [String] {
    switch self {
    case .task(let task): TaskText.row(task)
    case .random: [TaskDictionary.random, "none", "source", "1", "clean", "none", "none"]
    }
  }

  /// All that is known about it, in Markdown.
  package var page: String {
    switch self {
    case .task(let task): TaskText.page(task)
    case .random:
      """
      ## \(TaskDictionary.random)

      \(Self.randomSummary)

      - aliases: none
      - role: source only
      - input: 1 image, clean

      It has no target, loss or head: batch normalisation learns its statistics from training images,
      its weights stay as they began.

      """
    }
  }

  /// The same as JSON; of the random encoder, what it does not have is null.
  package var json: JSON {
    switch self {
    case .task(let task): TaskText.json(task)
    case .random:
      .object([
        .init("name", .string(TaskDictionary.random)), .init("aliases", .texts([])),
        .init("group", .null), .init("role", "source"), .init("views", 1),
        .init("input", "clean"), .init("target", .null), .init("loss", .null),
        .init("head", .null), .init("summary", .string(Self.randomSummary)), .init("rooms", .null),
        .init("files", .null),
      ])
    }
  }
}
