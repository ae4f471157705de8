internal import Documents

/// Scripts that let a shell complete the words of a program, made from its description.
package enum Completion {
  /// The shells that are known.
  package enum Shell: String, CaseIterable, Sendable {
    /// GNU Bash.
    case bash
    /// The Z shell.
    case zsh
    /// The friendly interactive shell.
    case fish
  }

  /// The command `completion SHELL`, which prints the script of `root` and of itself.
  package static func command(of root: Command) -> Command {
    let shells = Shell.allCases.map(\.rawValue)
    return Command(
      "completion", "Print a script that lets a shell complete commands.",
      discussion: """
        Let the shell read it at start:
          bash  eval "$(\(root.name) completion bash)"
          zsh   eval "$(\(root.name) completion zsh)"
          fish  \(root.name) completion fish | source
        """,
      section: "Shell", operands: [Operand("SHELL", shells.joined(separator: ", ") + ".")]
    ) { (arguments) throws(Failure) in
      let script = script(for: try shell(arguments), of: root.adding(command(of: root)))
      Output.write(script)
      return .success
    }
  }

  private static func shell(_ arguments: Arguments) throws(Failure) -> Shell {
    let word = try arguments.text("SHELL")
    if let shell = Shell(rawValue: word) { return shell }
    let shells = Shell.allCases.map(\.rawValue)
    let hint = Suggestion.question(word, among: shells)
    throw arguments.failure(
      "SHELL is one of \(shells.joined(separator: ", ")), not '\(word)'\(hint)")
  }

  /// The script of `root` for a shell.
  package static func script(for shell: Shell, of root: Command) -> String {
    switch shell {
    case .bash: bash(root)
    case .zsh: zsh(root)
    case .fish: fish(root)
    }
  }

  /// One place of the command tree: the commands that lead to it, and its options.
  private struct Place {
    let key: String
    let command: Command
    let options: [Option]

    var words: [(word: String, summary: String)] {
      command.shownSubcommands.map { ($0.name, $0.summary) }
        + options.map { ("--\($0.name)", $0.summary) }
    }
  }

  private static func places(
    _ command: Command, under key: String = "", inheriting: [Option] = Option.standard
  ) -> [Place] {
    let key = key.isEmpty ? command.name : "\(key) \(command.name)"
    let options = command.options + inheriting
    let shown = options + (command.defaultSubcommand.flatMap(command.subcommand)?.options ?? [])
    return [Place(key: key, command: command, options: shown)]
      + command.shownSubcommands.flatMap { places($0, under: key, inheriting: options) }
  }

  /// The name of a shell function: letters, digits and underscores.
  private static func functionName(_ root: Command) -> String {
    "_" + String(root.name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  /// The text as one word of a shell.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }

  /// The lines of a case statement that follow the words of a line to the key of its place.
  private static func steps(_ places: [Place]) -> String {
    let keys = places.dropFirst().map { quoted($0.key) }
    guard !keys.isEmpty else { return "" }
    return """
        case "$key $word" in
          \(keys.joined(separator: "|"))) key="$key $word" ;;
        esac

      """
  }

  /// The lines of a case statement that answer the values of an option.
  private static func values(_ places: [Place], _ answer: (Option) -> String) -> String {
    var lines = ""
    for place in places {
      for option in place.options where option.placeholder != nil {
        lines += "    \(quoted("\(place.key) --\(option.name)"))) \(answer(option)) ;;\n"
      }
    }
    return lines
  }

  private static func bash(_ root: Command) -> String {
    let places = places(root)
    let function = functionName(root)
    let words = places.map { place in
      let words = place.words.map(\.word).joined(separator: " ")
      return "    \(quoted(place.key))) words=\(quoted(words)) ;;\n"
    }
    let answers = values(places) { option in
      "COMPREPLY=($(compgen -W \(quoted(option.choices.joined(separator: " "))) -- \"$current\"))"
        + "; return"
    }
    return """
      \(function)() {
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
        local key=\(quoted(root.name)) word words=''
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
      \(steps(places))    :
        done
        case "$key $previous" in
      \(answers)  esac
        case $key in
      \(words.joined())  esac
        COMPREPLY=($(compgen -W "$words" -- "$current"))
      }
      complete -o default -F \(function) \(root.name)

      """
  }

  private static func zsh(_ root: Command) -> String {
    let places = places(root)
    let function = functionName(root)
    let words = places.map { place in
      let entries = place.words.map { word in
        let name = word.word.split(separator: ":", omittingEmptySubsequences: false)
        return quoted("\(name.joined(separator: "\\:")):\(word.summary)")
      }
      let files = place.command.operands.isEmpty ? "" : "; _files"
      return """
            \(quoted(place.key)))
              entries=(\(entries.joined(separator: " ")))
              _describe 'command or option' entries\(files) ;;

        """
    }
    let answers = values(places) { option in
      option.choices.isEmpty
        ? "_files; return"
        : "compadd -- \(option.choices.map(quoted).joined(separator: " ")); return"
    }
    return """
      #compdef \(root.name)
      \(function)() {
        local key=\(quoted(root.name)) word previous="${words[CURRENT-1]}"
        local -a given=("${(@)words[2,CURRENT-1]}") entries=()
        for word in $given; do
      \(steps(places))    :
        done
        case "$key $previous" in
      \(answers)  esac
        case $key in
      \(words.joined())  esac
      }
      compdef \(function) \(root.name)

      """
  }

  private static func fish(_ root: Command) -> String {
    let places = places(root)
    let function = functionName(root)
    let keys = places.dropFirst().map { quoted($0.key) }.joined(separator: " ")
    var lines = """
      function \(function)_at
        set -l key \(quoted(root.name))
        for word in (commandline -opc)[2..-1]
          if contains -- "$key $word" \(keys)
            set key "$key $word"
          end
        end
        test "$key" = "$argv[1]"
      end

      """
    for place in places {
      let start =
        "complete -c \(root.name) -n "
        + quoted("\(function)_at \"\(place.key)\"")
      for subcommand in place.command.shownSubcommands {
        lines += "\(start) -f -a \(subcommand.name) -d \(quoted(subcommand.summary))\n"
      }
      for option in place.options {
        var line = "\(start) -l \(option.name)"
        if let short = option.short { line += " -s \(short)" }
        if option.placeholder != nil { line += " -r" }
        if !option.choices.isEmpty {
          line += " -f -a \(quoted(option.choices.joined(separator: " ")))"
        }
        lines += "\(line) -d \(quoted(option.summary))\n"
      }
    }
    return lines
  }
}
