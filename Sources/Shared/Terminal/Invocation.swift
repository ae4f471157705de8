/// What a command line asks for.
package enum Invocation: Sendable {
  /// Run this command with these arguments.
  case run(Command, Arguments)
  /// Show the page of the last of these commands, which lead to it from the program on.
  case help([Command])
  /// Show the version.
  case version
}
