/// One option of a command: `--name VALUE`, or a flag.
package struct Option: Equatable, Sendable {
  /// What may follow the name of an option.
  package enum Kind: Equatable, Sendable {
    /// Nothing: the option is there or not.
    case flag
    /// A value, shown in help by the given placeholder.
    case value(String)
    /// A value, or nothing where the next word is another option or there is none.
    case optionalValue(String)
  }

  /// The long name, without dashes.
  package let name: String
  /// The letter of the short form.
  package let short: Character?
  /// What may follow the name.
  package let kind: Kind
  /// One sentence for help.
  package let summary: String
  /// The value where none is given.
  package let fallback: String?
  /// The values that are allowed; empty where any is.
  package let choices: [String]
  /// The environment variable that gives the value where the command line does not.
  package let environment: String?
  /// Whether the option may be given more than once.
  package let isRepeated: Bool

  /// An option that is there or not.
  package static func flag(_ name: String, short: Character? = nil, _ summary: String) -> Self {
    Self(
      name: name, short: short, kind: .flag, summary: summary, fallback: nil, choices: [],
      environment: nil, isRepeated: true)
  }

  /// An option that takes a value.
  ///
  /// - Parameters:
  ///   - placeholder: stands for the value in help; FILE and DIR are completed as paths.
  ///   - isValueOptional: whether the name alone is allowed, too; it then reads as "".
  package static func value(
    _ name: String, short: Character? = nil, _ placeholder: String, _ summary: String,
    default fallback: String? = nil, choices: [String] = [], environment: String? = nil,
    isRepeated: Bool = false, isValueOptional: Bool = false
  ) -> Self {
    precondition(
      fallback.map { choices.isEmpty || choices.contains($0) } ?? true,
      "the default of --\(name) must be one of its choices")
    return Self(
      name: name, short: short,
      kind: isValueOptional ? .optionalValue(placeholder) : .value(placeholder), summary: summary,
      fallback: fallback, choices: choices, environment: environment, isRepeated: isRepeated)
  }

  /// The placeholder of the value; nil for a flag.
  package var placeholder: String? {
    switch kind {
    case .flag: nil
    case .value(let text), .optionalValue(let text): text
    }
  }

  /// The options that every command of every program understands.
  package static let standard: [Option] = [
    .value(
      "color", "WHEN", "Whether to use colour.", default: "auto",
      choices: ["auto", "always", "never"]),
    .flag("help", short: "h", "Show this page."),
    .flag("version", "Show the version."),
  ]
}
