package import Documents

/// Reads the words of a command line against the description of a program.
package struct Parser {
  private var path: [Command]
  private var words: ArraySlice<String>
  private var values: [String: [String]] = [:]
  private var operands: [String] = []
  private let environment: (String) -> String?

  private init(root: Command, words: [String], environment: @escaping (String) -> String?) {
    path = [root]
    self.words = words[...]
    self.environment = environment
  }

  /// What `words`, without the program's name, ask of `root`.
  ///
  /// - Parameter environment: the value of an environment variable; nil or "" where there is none.
  /// - Throws: `Failure` (usage), saying what is wrong and where to read about it.
  package static func parse(
    _ words: [String], of root: Command, environment: @escaping (String) -> String?
  ) throws(Failure) -> Invocation {
    var parser = Parser(root: root, words: words, environment: environment)
    return try parser.parse()
  }

  private var command: Command { path[path.count - 1] }

  /// The options that are understood at this place, the nearest first.
  private var options: [Option] { path.reversed().flatMap(\.options) + Option.standard }

  private mutating func parse() throws(Failure) -> Invocation {
    while let word = words.popFirst() {
      if word == "--" {
        descendToDefault()
        operands += words
        words = []
      } else if isOption(word) {
        if let invocation = try takeOptions(word) { return invocation }
      } else if command.subcommands.isEmpty {
        operands.append(word)
      } else if let next = command.subcommand(word) {
        path.append(next)
      } else if word == "help" {
        return try help()
      } else {
        let hint = Suggestion.question(word, among: command.shownSubcommands.map(\.name))
        throw failure("unknown command '\(word)'\(hint)")
      }
    }
    while descendToDefault() {}
    guard command.isRunnable else {
      throw failure("'\(commandLine)' needs a command")
    }
    try assignOperands()
    return .run(command, try arguments())
  }

  private mutating func help() throws(Failure) -> Invocation {
    while let word = words.popFirst() {
      guard let next = command.subcommand(word) else {
        let hint = Suggestion.question(word, among: command.shownSubcommands.map(\.name))
        throw failure("unknown command '\(word)'\(hint)")
      }
      path.append(next)
    }
    return .help(path)
  }

  @discardableResult
  private mutating func descendToDefault() -> Bool {
    guard let name = command.defaultSubcommand, let next = command.subcommand(name) else {
      return false
    }
    path.append(next)
    return true
  }

  /// Whether a word is an option: not "-", and not a negative number.
  private func isOption(_ word: String) -> Bool {
    guard word.hasPrefix("-"), word != "-" else { return false }
    guard Double(word) != nil, let digit = word.dropFirst().first else { return true }
    return options.contains { $0.short == digit }
  }

  private mutating func takeOptions(_ word: String) throws(Failure) -> Invocation? {
    if !word.hasPrefix("--") { return try takeLetters(word.dropFirst()) }
    let parts = word.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let option = try find("--\(name)") { $0.name == name }
    return try take(option, attached: parts.count > 1 ? String(parts[1]) : nil)
  }

  private mutating func takeLetters(_ letters: Substring) throws(Failure) -> Invocation? {
    var rest = letters
    while let letter = rest.popFirst() {
      let option = try find("-\(letter)") { $0.short == letter }
      let hasAttached = option.kind != .flag && !rest.isEmpty
      if let invocation = try take(option, attached: hasAttached ? String(rest) : nil) {
        return invocation
      }
      if hasAttached { return nil }
    }
    return nil
  }

  /// The option that `matches`, here or, where no command is named yet, in the default command.
  private mutating func find(
    _ shown: String, where matches: (Option) -> Bool
  ) throws(Failure) -> Option {
    if let option = options.first(where: matches) { return option }
    var known = options
    if let name = command.defaultSubcommand, let next = command.subcommand(name) {
      if let option = next.options.first(where: matches) {
        descendToDefault()
        return option
      }
      known += next.options
    }
    let hint =
      shown.hasPrefix("--")
      ? Suggestion.question(String(shown.dropFirst(2)), among: known.map(\.name), prefix: "--")
      : ""
    throw failure("unknown option '\(shown)'\(hint)")
  }

  private mutating func take(
    _ option: Option, attached: String?
  ) throws(Failure) -> Invocation? {
    if option.kind == .flag {
      if attached != nil { throw failure("--\(option.name) takes no value") }
      if option.name == "help" { return .help(path) }
      if option.name == "version" { return .version }
      values[option.name, default: []].append("")
      return nil
    }
    if values[option.name] != nil, !option.isRepeated {
      throw failure("--\(option.name) stands twice")
    }
    let value: String
    if let attached { value = attached } else { value = try nextValue(of: option) }
    try check(value, of: option, named: "--\(option.name)")
    values[option.name, default: []].append(value)
    return nil
  }

  private mutating func nextValue(of option: Option) throws(Failure) -> String {
    if let next = words.first, !isOption(next), next != "--" {
      words.removeFirst()
      return next
    }
    if case .optionalValue = option.kind { return "" }
    throw failure("--\(option.name) needs a value, \(option.placeholder ?? "")")
  }

  private func check(_ value: String, of option: Option, named name: String) throws(Failure) {
    if case .optionalValue = option.kind, value.isEmpty { return }
    guard !option.choices.isEmpty, !option.choices.contains(value) else { return }
    let hint = Suggestion.question(value, among: option.choices)
    let choices = option.choices.joined(separator: ", ")
    throw failure("\(name) is one of \(choices), not '\(value)'\(hint)")
  }

  private mutating func assignOperands() throws(Failure) {
    var rest = operands[...]
    for operand in command.operands {
      if operand.isRepeated, !rest.isEmpty {
        values[operand.name] = Array(rest)
        rest = []
      } else if let word = rest.popFirst() {
        values[operand.name] = [word]
      } else if !operand.isOptional {
        throw failure("\(operand.name) is missing")
      }
    }
    guard let word = rest.first else { return }
    let isCommand = path.count > 1 && path[path.count - 2].subcommand(word) != nil
    throw failure("unexpected '\(word)'\(isCommand ? "; a command comes first" : "")")
  }

  private func arguments() throws(Failure) -> Arguments {
    var defaults: [String: String] = [:]
    for option in options where defaults[option.name] == nil {
      if let variable = option.environment, let value = environment(variable), !value.isEmpty {
        if values[option.name] == nil { try check(value, of: option, named: variable) }
        defaults[option.name] = value
      } else {
        defaults[option.name] = option.fallback
      }
    }
    for operand in command.operands { defaults[operand.name] = operand.fallback }
    return Arguments(
      commandLine: commandLine, options: options, operands: command.operands, values: values,
      defaults: defaults)
  }

  private var commandLine: String { path.map(\.name).joined(separator: " ") }

  private func failure(_ message: String) -> Failure {
    Failure.usage(message, of: commandLine)
  }
}
