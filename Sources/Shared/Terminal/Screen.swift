internal import CLinux
internal import Glibc

/// The terminal behind a descriptor, if there is one.
package struct Screen: Sendable {
  private let descriptor: Int32

  /// The terminal of standard output.
  package static let output = Screen(descriptor: STDOUT_FILENO)
  /// The terminal of standard error.
  package static let error = Screen(descriptor: STDERR_FILENO)

  /// Whether a person is looking.
  package var isTerminal: Bool { isatty(descriptor) == 1 }

  /// The columns of the terminal now; nil where it is none.
  package var columns: Int? {
    let count = Int(taskmap_terminal_columns(descriptor))
    return count > 0 ? count : nil
  }

  /// Whether the terminal understands escape sequences.
  package var understandsEscapes: Bool {
    isTerminal && Environment.value("TERM").map { $0 != "dumb" } ?? false
  }
}
