package import Documents

/// A command of a program, or the program itself: what it takes, and what it does.
package struct Command: Sendable {
  /// What a command does; it returns when it is done.
  package typealias Action = @Sendable (Arguments) throws(Failure) -> ExitStatus

  /// The word that calls it.
  package let name: String
  /// One sentence for lists of commands.
  package let summary: String
  /// Paragraphs for its help page, separated by empty lines; indented lines are kept as they are.
  package let discussion: String
  /// The heading under which the page of its parent lists it.
  package let section: String
  /// Whether pages, completion and suggestions pass over it: for a program that starts itself.
  package let isHidden: Bool
  /// Its options; those of a command with subcommands are accepted by each of them, too.
  package let options: [Option]
  /// The words it takes by position.
  package let operands: [Operand]
  /// The commands inside it.
  package let subcommands: [Command]
  /// The name of the subcommand that runs where none is named.
  package let defaultSubcommand: String?
  private let action: Action?

  /// Describes a command that does something itself.
  package init(
    _ name: String, _ summary: String, discussion: String = "", section: String = "Commands",
    isHidden: Bool = false, options: [Option] = [], operands: [Operand] = [],
    run action: @escaping Action
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.section = section
    self.isHidden = isHidden
    self.options = options
    self.operands = operands
    self.subcommands = []
    self.defaultSubcommand = nil
    self.action = action
    checkDescription()
  }

  /// Describes a command that consists of others.
  ///
  /// - Parameters:
  ///   - options: are accepted by each subcommand, before or after its name.
  ///   - defaultSubcommand: the name of the one that runs where none is named.
  package init(
    _ name: String, _ summary: String, discussion: String = "", section: String = "Commands",
    options: [Option] = [], subcommands: [Command], default defaultSubcommand: String? = nil
  ) {
    self.name = name
    self.summary = summary
    self.discussion = discussion
    self.section = section
    self.isHidden = false
    self.options = options
    self.operands = []
    self.subcommands = subcommands
    self.defaultSubcommand = defaultSubcommand
    self.action = nil
    checkDescription()
  }

  /// Whether it does something itself, not only through its subcommands.
  package var isRunnable: Bool { action != nil }

  /// Does what the command does.
  ///
  /// - Precondition: `isRunnable`.
  package func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    guard let action else { preconditionFailure("'\(name)' only has subcommands") }
    return try action(arguments)
  }

  /// The subcommands that a person is told about.
  package var shownSubcommands: [Command] { subcommands.filter { !$0.isHidden } }

  /// The subcommand of this name.
  package func subcommand(_ name: String) -> Command? {
    subcommands.first { $0.name == name }
  }

  /// The same program with `command` among its subcommands, unless it has one of that name.
  func adding(_ command: Command) -> Command {
    guard action == nil, subcommand(command.name) == nil else { return self }
    return Command(
      name, summary, discussion: discussion, section: section, options: options,
      subcommands: subcommands + [command], default: defaultSubcommand)
  }

  private func checkDescription() {
    let names = options.map(\.name) + operands.map(\.name)
    precondition(Set(names).count == names.count, "\(name) names an option or operand twice")
    let letters = options.compactMap(\.short)
    precondition(Set(letters).count == letters.count, "\(name) uses a letter twice")
    precondition(
      Set(subcommands.map(\.name)).count == subcommands.count, "\(name) names a command twice")
    precondition(
      !operands.dropLast().contains { $0.isRepeated },
      "only the last operand of \(name) may be repeated")
    precondition(
      defaultSubcommand.map { subcommand($0) != nil } ?? true,
      "the default command of \(name) must be one of its commands")
  }
}
