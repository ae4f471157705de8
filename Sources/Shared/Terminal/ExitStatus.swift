/// What a program tells the one who started it.
package struct ExitStatus: Equatable, Hashable, Sendable {
  /// The number that the system passes on, 0 to 255.
  package let number: Int32

  /// Makes the status of number `number`.
  package init(_ number: Int32) { self.number = number }

  /// All went well.
  package static let success = ExitStatus(0)
  /// The program did its work, and the answer is no, or not complete.
  package static let incomplete = ExitStatus(1)
  /// Stopped by Ctrl-C (128 + SIGINT).
  package static let interrupted = ExitStatus(130)
  /// The reader of standard output went away (128 + SIGPIPE).
  package static let readerLeft = ExitStatus(141)
  /// Stopped by a request to terminate (128 + SIGTERM).
  package static let terminated = ExitStatus(143)
}
