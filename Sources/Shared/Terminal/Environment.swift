internal import Glibc

/// The variables that the program was started with.
package enum Environment {
  /// The value of a variable; nil where it is not set or empty.
  package static func value(_ name: String) -> String? {
    guard let text = getenv(name), text.pointee != 0 else { return nil }
    return String(cString: text)
  }
}
