/// A word of a command line that counts by its position.
package struct Operand: Equatable, Sendable {
  /// What stands for the word in help, in capitals: `RUN`.
  package let name: String
  /// One sentence for help.
  package let summary: String
  /// Whether the word may be left out.
  package let isOptional: Bool
  /// Whether several words may be given; only the last operand of a command may say so.
  package let isRepeated: Bool
  /// The word where none is given.
  package let fallback: String?

  /// Describes an operand; one with a default is optional.
  package init(
    _ name: String, _ summary: String, isOptional: Bool = false, isRepeated: Bool = false,
    default fallback: String? = nil
  ) {
    self.name = name
    self.summary = summary
    self.isOptional = isOptional || fallback != nil
    self.isRepeated = isRepeated
    self.fallback = fallback
  }

  /// The operand as usage lines show it: `RUN`, `[RUN]`, `TASK...`.
  package var usage: String {
    let word = isRepeated ? "\(name)..." : name
    return isOptional ? "[\(word)]" : word
  }
}
