internal import Documents

/// Paints text, or leaves it as it is where colour is unwanted.
package struct Style: Equatable, Sendable {
  /// When to use colour.
  package enum Choice: String, Sendable {
    /// Where a terminal shows it and NO_COLOR is not set.
    case auto
    /// Always, even into a file.
    case always
    /// Never.
    case never
  }

  /// The ways to paint, with their numbers (ECMA-48, SGR).
  package enum Paint: Int, Sendable {
    /// Stronger than the rest.
    case bold = 1
    /// Weaker than the rest.
    case dim = 2
    /// For failures.
    case red = 31
    /// For success.
    case green = 32
    /// For warnings.
    case yellow = 33
    /// For names.
    case blue = 34
    /// For things that stand out.
    case magenta = 35
    /// For numbers and identities.
    case cyan = 36
  }

  /// Whether it paints.
  package let isEnabled: Bool

  /// A style that paints or does not.
  package init(isEnabled: Bool) { self.isEnabled = isEnabled }

  /// The style for `screen` under a person's `choice` (https://no-color.org).
  package init(_ choice: Choice, for screen: Screen) {
    switch choice {
    case .always: isEnabled = true
    case .never: isEnabled = false
    case .auto:
      isEnabled = screen.understandsEscapes && Environment.value("NO_COLOR") == nil
    }
  }

  /// A style that leaves text as it is.
  package static let plain = Style(isEnabled: false)

  /// The text, painted.
  package func paint(_ text: String, _ paints: Paint...) -> String {
    guard isEnabled, !text.isEmpty, !paints.isEmpty else { return text }
    let numbers = paints.map { "\($0.rawValue)" }.joined(separator: ";")
    return "\u{1b}[\(numbers)m\(text)\u{1b}[0m"
  }

  /// The text in bold letters.
  package func bold(_ text: String) -> String { paint(text, .bold) }
  /// The text in weak letters.
  package func dim(_ text: String) -> String { paint(text, .dim) }
}

extension Arguments {
  /// How to paint what goes to standard output.
  package var style: Style { Style(choice, for: .output) }
  /// How to paint what goes to standard error.
  package var errorStyle: Style { Style(choice, for: .error) }

  private var choice: Style.Choice {
    textIfGiven("color").flatMap(Style.Choice.init) ?? .auto
  }
}
