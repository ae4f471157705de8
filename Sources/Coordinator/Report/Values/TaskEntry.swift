package import TaskSpace

/// A task as reports need it: how it is called and what it may be.
package struct TaskEntry: Hashable, Sendable {
  /// The name, which is user input.
  package var name: String
  /// Whether somebody wants it solved.
  package var isTarget: Bool
  /// The group it belongs to in the dictionary; empty where it has none.
  package var group: String
  /// One sentence that says what it is; may be empty.
  package var summary: String

  /// A task called `name`.
  package init(name: String, isTarget: Bool, group: String = "", summary: String = "") {
    self.name = name
    self.isTarget = isTarget
    self.group = group
    self.summary = summary
  }

  /// A task of the dictionary.
  package init(_ definition: TaskDefinition) {
    self.init(
      name: definition.name, isTarget: definition.isTarget, group: definition.group.rawValue,
      summary: definition.summary)
  }
}
