/// Something a person has to know: what went wrong, where, and what to do about it.
package struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of failure, with the exit status of each (sysexits.h).
  package enum Code: Int32, Sendable {
    /// The command line asks for something that is not offered.
    case usage = 64
    /// The input is there, but malformed or contradictory.
    case data = 65
    /// An input is missing or cannot be opened.
    case missingInput = 66
    /// Something needed cannot be reached: a coordinator, a library, a device.
    case unavailable = 69
    /// A fault of the program itself.
    case software = 70
    /// Reading or writing failed.
    case io = 74
  }

  /// The kind of failure.
  package let code: Code
  /// One sentence for a person, with the place and the remedy.
  package let message: String
  /// Whether the disk had no room: the same may well succeed later.
  package let isDiskFull: Bool

  /// Makes a failure of kind `code`, explained by `message`.
  package init(_ code: Code, _ message: String, isDiskFull: Bool = false) {
    self.code = code
    self.message = message
    self.isDiskFull = isDiskFull
  }

  /// The sentence itself.
  package var description: String { message }
}
