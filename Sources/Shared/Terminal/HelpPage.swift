/// The help page of a command, made from its description.
package struct HelpPage {
  private let path: [Command]
  private let columns: Int

  /// The page of the last command of `path`, which leads to it from the program on.
  ///
  /// - Parameter columns: of the terminal; the page uses at most 100 of them, at least 40.
  package init(_ path: [Command], columns: Int = 80) {
    precondition(!path.isEmpty, "a help page needs a command")
    self.path = path
    self.columns = min(max(columns, 40), 100)
  }

  private var command: Command { path[path.count - 1] }

  private var defaultCommand: Command? {
    command.defaultSubcommand.flatMap(command.subcommand)
  }

  /// The page, ending in a newline.
  package var text: String {
    var parts = [[usage], DisplayText.wrap(command.summary, to: columns)]
    parts += discussion
    parts += commandSections
    parts.append(section("Operands", command.operands.map { ($0.name, description(of: $0)) }))
    parts.append(optionSection("Options", own))
    if let defaultCommand {
      parts.append(
        optionSection("Options of '\(defaultCommand.name)', the default", defaultCommand.options))
    }
    parts.append(optionSection("Options of every command", inherited))
    let text = parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
    return text.joined(separator: "\n\n") + "\n"
  }

  private var own: [Option] { command.subcommands.isEmpty ? command.options : [] }

  private var inherited: [Option] {
    let groups = command.subcommands.isEmpty ? path.dropLast() : path[...]
    return groups.flatMap(\.options) + Option.standard
  }

  private var usage: String {
    var words = ["Usage:"] + path.map(\.name) + ["[options]"]
    if !command.subcommands.isEmpty {
      words.append(command.defaultSubcommand == nil ? "COMMAND" : "[COMMAND]")
    }
    return (words + command.operands.map(\.usage)).joined(separator: " ")
  }

  private var discussion: [[String]] {
    var paragraphs: [[String]] = []
    var words: [String] = []
    var lines: [String] = []
    func endWords() {
      lines += DisplayText.wrap(words.joined(separator: " "), to: columns)
      words = []
    }
    for line in command.discussion.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        endWords()
        paragraphs.append(lines)
        lines = []
      } else if line.hasPrefix(" ") {
        endWords()
        lines.append(String(line))
      } else {
        words.append(String(line))
      }
    }
    endWords()
    return paragraphs + [lines]
  }

  private var commandSections: [[String]] {
    var titles: [String] = []
    for subcommand in command.shownSubcommands where !titles.contains(subcommand.section) {
      titles.append(subcommand.section)
    }
    let width = command.shownSubcommands.map(\.name.count).max() ?? 0
    return titles.map { title in
      let members = command.shownSubcommands.filter { $0.section == title }
      let rows = members.map { member in
        let mark = member.name == command.defaultSubcommand ? " (default)" : ""
        return (DisplayText.pad(member.name, to: width), member.summary + mark)
      }
      return section(title, rows)
    }
  }

  private func optionSection(_ title: String, _ options: [Option]) -> [String] {
    section(title, options.map { (name(of: $0), description(of: $0)) })
  }

  private func name(of option: Option) -> String {
    let letter = option.short.map { "-\($0), " } ?? "    "
    return switch option.kind {
    case .flag: "\(letter)--\(option.name)"
    case .value(let placeholder): "\(letter)--\(option.name) \(placeholder)"
    case .optionalValue(let placeholder): "\(letter)--\(option.name) [\(placeholder)]"
    }
  }

  private func description(of option: Option) -> String {
    var notes: [String] = []
    if !option.choices.isEmpty { notes.append(option.choices.joined(separator: ", ")) }
    if let fallback = option.fallback { notes.append("default: \(fallback)") }
    if let variable = option.environment { notes.append("environment: \(variable)") }
    if option.isRepeated, option.kind != .flag { notes.append("may be repeated") }
    return notes.isEmpty
      ? option.summary : "\(option.summary) (\(notes.joined(separator: "; ")))"
  }

  private func description(of operand: Operand) -> String {
    operand.fallback.map { "\(operand.summary) (default: \($0))" } ?? operand.summary
  }

  /// Rows of a name and its description; a name that is too long has a line of its own.
  private func section(_ title: String, _ rows: [(name: String, text: String)]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let longest = rows.map { DisplayText.width($0.name) }.max() ?? 0
    let indent = 2 + min(longest, columns / 3) + 2
    var lines = ["\(title):"]
    for row in rows {
      var wrapped = DisplayText.wrap(row.text, to: columns - indent)
      if DisplayText.width(row.name) + 4 > indent || wrapped.isEmpty {
        lines.append("  " + row.name)
      } else {
        lines.append("  " + DisplayText.pad(row.name, to: indent - 2) + wrapped.removeFirst())
      }
      lines += wrapped.map { String(repeating: " ", count: indent) + $0 }
    }
    return lines
  }
}
