package import Documents

/// The options and operands of one command line, read by name as the type that is wanted.
///
/// Where the command line says nothing, the option's environment variable counts, then its
/// default. Asking for a name that the command does not declare is a programming error.
package struct Arguments: Sendable {
  /// The names that lead to the command: `coordinator submit`.
  package let commandLine: String
  private let options: [Option]
  private let operands: [Operand]
  private let values: [String: [String]]
  private let defaults: [String: String]

  init(
    commandLine: String, options: [Option], operands: [Operand], values: [String: [String]],
    defaults: [String: String]
  ) {
    self.commandLine = commandLine
    self.options = options
    self.operands = operands
    self.values = values
    self.defaults = defaults
  }

  /// Whether the command line itself names the option or operand.
  package func isGiven(_ name: String) -> Bool {
    checkDeclared(name)
    return values[name] != nil
  }

  /// Whether a flag is there.
  package func flag(_ name: String) -> Bool { isGiven(name) }

  /// The text of an option or operand.
  ///
  /// - Throws: `Failure` (usage) where there is none.
  package func text(_ name: String) throws(Failure) -> String {
    guard let text = textIfGiven(name) else { throw failure("\(label(name)) is missing") }
    return text
  }

  /// The text of an option or operand; nil where there is none.
  package func textIfGiven(_ name: String) -> String? {
    checkDeclared(name)
    return values[name]?.last ?? defaults[name]
  }

  /// All values of a repeated option or operand, in the order given.
  package func texts(_ name: String) -> [String] {
    checkDeclared(name)
    return values[name] ?? defaults[name].map { [$0] } ?? []
  }

  /// An integer within `range`.
  ///
  /// - Throws: `Failure` (usage) where there is none or it lies outside.
  package func integer(
    _ name: String, in range: some RangeExpression<Int> = Int.min...Int.max
  ) throws(Failure) -> Int {
    try integer(text(name), of: name, in: range)
  }

  /// An integer within `range`; nil where none is given.
  package func integerIfGiven(
    _ name: String, in range: some RangeExpression<Int> = Int.min...Int.max
  ) throws(Failure) -> Int? {
    guard let text = textIfGiven(name) else { return nil }
    return try integer(text, of: name, in: range)
  }

  /// A finite number within `range`.
  ///
  /// - Throws: `Failure` (usage) where there is none or it lies outside.
  package func decimal(
    _ name: String, in range: some RangeExpression<Double> = -Double.infinity...Double.infinity
  ) throws(Failure) -> Double {
    try decimal(text(name), of: label(name), in: range)
  }

  /// A finite number within `range`; nil where none is given.
  package func decimalIfGiven(
    _ name: String, in range: some RangeExpression<Double> = -Double.infinity...Double.infinity
  ) throws(Failure) -> Double? {
    guard let text = textIfGiven(name) else { return nil }
    return try decimal(text, of: label(name), in: range)
  }

  /// The parts of comma-separated values, in order; empty where none is given.
  ///
  /// - Throws: `Failure` (usage) where a part is empty.
  package func list(_ name: String) throws(Failure) -> [String] {
    var parts: [String] = []
    for text in texts(name) where !text.isEmpty {
      for part in text.split(separator: ",", omittingEmptySubsequences: false) {
        let word = trimmed(part)
        guard !word.isEmpty else {
          throw failure("\(label(name)) '\(text)' has an empty part")
        }
        parts.append(word)
      }
    }
    return parts
  }

  /// Pairs `name=text`, in order; empty where none is given.
  ///
  /// - Parameter separatesAtCommas: whether one value holds several pairs; not so for paths.
  /// - Throws: `Failure` (usage) where a part is no pair or a name stands twice.
  package func pairs(
    _ name: String, separatesAtCommas: Bool = true
  ) throws(Failure) -> [(name: String, value: String)] {
    var pairs: [(name: String, value: String)] = []
    for part in separatesAtCommas ? try list(name) : texts(name) {
      guard let sign = part.firstIndex(of: "="), sign != part.startIndex else {
        throw failure("\(label(name)) '\(part)' is not NAME=VALUE")
      }
      let key = trimmed(part[..<sign])
      guard !pairs.contains(where: { $0.name == key }) else {
        throw failure("\(label(name)) names '\(key)' twice")
      }
      pairs.append((key, trimmed(part[part.index(after: sign)...])))
    }
    return pairs
  }

  /// Pairs `name=number`, in order; each number finite and within `range`.
  ///
  /// - Throws: `Failure` (usage) where a part is no such pair.
  package func decimalPairs(
    _ name: String, in range: some RangeExpression<Double> = -Double.infinity...Double.infinity
  ) throws(Failure) -> [(name: String, value: Double)] {
    var numbers: [(name: String, value: Double)] = []
    for pair in try pairs(name) {
      let label = "\(label(name)) \(pair.name)"
      numbers.append((pair.name, try decimal(pair.value, of: label, in: range)))
    }
    return numbers
  }

  /// A usage failure that points to the page of this command.
  package func failure(_ message: String) -> Failure { .usage(message, of: commandLine) }

  private func integer(
    _ text: String, of name: String, in range: some RangeExpression<Int>
  ) throws(Failure) -> Int {
    guard let number = Int(text) else {
      throw failure("\(label(name)) is a whole number, not '\(text)'")
    }
    guard range.contains(number) else {
      throw failure("\(label(name)) is \(Bounds.text(range)), not \(text)")
    }
    return number
  }

  private func decimal(
    _ text: String, of label: String, in range: some RangeExpression<Double>
  ) throws(Failure) -> Double {
    guard let number = Double(text), number.isFinite else {
      throw failure("\(label) is a number, not '\(text)'")
    }
    guard range.contains(number) else {
      throw failure("\(label) is \(Bounds.text(range)), not \(text)")
    }
    return number
  }

  /// The option or operand as people write it.
  func label(_ name: String) -> String {
    operands.contains { $0.name == name } ? name : "--\(name)"
  }

  private func trimmed(_ text: some StringProtocol) -> String {
    let front = text.drop { $0 == " " }
    guard let last = front.lastIndex(where: { $0 != " " }) else { return "" }
    return String(front[...last])
  }

  private func checkDeclared(_ name: String) {
    precondition(
      options.contains { $0.name == name } || operands.contains { $0.name == name },
      "'\(commandLine)' declares no '\(name)'")
  }
}
