package import Documents
internal import Glibc

/// Runs a program from its command line.
package enum Program {
  /// Runs what the command line asks for, and ends the process with its status.
  ///
  /// Help and version go to standard output. A failure is printed on standard error as
  /// `name: sentence`, and its code is the status.
  package static func run(
    _ root: Command, version: String, arguments: [String] = CommandLine.arguments
  ) -> Never {
    Signals.ignoreBrokenPipes()
    do throws(Failure) {
      exit(try perform(Array(arguments.dropFirst()), of: root, version: version).number)
    } catch {
      report(error, of: root.name)
      exit(error.code.rawValue)
    }
  }

  /// Runs what `words`, without the program's name, ask of `root`.
  ///
  /// - Parameter write: takes help and version; standard output by default.
  /// - Throws: `Failure`, of the command line or of the command itself.
  package static func perform(
    _ words: [String], of root: Command, version: String,
    environment: @escaping (String) -> String? = Environment.value,
    write: (String) -> Void = { Output.write($0) }
  ) throws(Failure) -> ExitStatus {
    let root = root.adding(Completion.command(of: root))
    switch try Parser.parse(words, of: root, environment: environment) {
    case .run(let command, let arguments):
      return try command.run(arguments)
    case .help(let path):
      write(HelpPage(path, columns: Screen.output.columns ?? 80).text)
    case .version:
      write("\(root.name) \(version)\n")
    }
    return .success
  }

  /// Prints a failure on standard error.
  package static func report(_ failure: Failure, of program: String) {
    let style = Style(.auto, for: .error)
    Output.error("\(style.paint("\(program):", .bold, .red)) \(failure.message)\n")
  }
}
