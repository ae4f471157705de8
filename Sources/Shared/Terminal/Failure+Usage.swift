package import Documents

extension Failure {
  /// A usage failure that says where to read about `commandLine`.
  package static func usage(_ message: String, of commandLine: String) -> Failure {
    let joint = message.hasSuffix("?") ? " Try" : "; try"
    return Failure(.usage, "\(message)\(joint) '\(commandLine) --help'")
  }
}
