/// One figure that has to hold, of one run or of several.
package struct AcceptanceFigure: Sendable {
  /// What the mean over the runs has to reach.
  package enum Bound: Sendable {
    case atLeast(Double)
    case atMost(Double)
    case above(Double)
    /// Every value is 1: a statement that is true of every run.
    case always
  }

  /// What is measured.
  package let name: String
  /// One value a run, or a pair of runs; at least one.
  package let values: [Double]
  /// What their mean has to reach.
  package let bound: Bound

  /// A figure with these values.
  package init(_ name: String, _ values: [Double], _ bound: Bound) {
    precondition(!values.isEmpty, "a figure has a value")
    self.name = name
    self.values = values
    self.bound = bound
  }

  /// A statement that has to hold in every run.
  package init(_ name: String, _ facts: [Bool]) {
    self.init(name, facts.map { $0 ? 1 : 0 }, .always)
  }

  /// The mean over the runs.
  package var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// Whether the mean reaches its bound; a value that is no number does not.
  package var holds: Bool {
    switch bound {
    case .atLeast(let floor): mean >= floor
    case .atMost(let ceiling): mean <= ceiling
    case .above(let floor): mean > floor
    case .always: values.allSatisfy { $0 == 1 }
    }
  }

  /// A line: verdict, name, mean, bound, and the range where there are several values.
  package var text: String {
    let verdict = holds ? "ok  " : "FAIL"
    let limit: String
    switch bound {
    case .atLeast(let floor): limit = ">= \(Self.rounded(floor))"
    case .atMost(let ceiling): limit = "<= \(Self.rounded(ceiling))"
    case .above(let floor): limit = "> \(Self.rounded(floor))"
    case .always:
      return "\(verdict)  \(values.count { $0 == 1 }) of \(values.count)  \(name)"
    }
    let line = "\(verdict)  \(Self.rounded(mean)) \(limit)  \(name)"
    guard let least = values.min(), let most = values.max(), least < most else { return line }
    return line + "  (\(Self.rounded(least)) to \(Self.rounded(most)))"
  }

  /// Three decimals.
  package static func rounded(_ value: Double) -> String {
    guard value.isFinite else { return "none" }
    let thousandths = Int((abs(value) * 1000).rounded())
    let digits = String(1000 + thousandths % 1000).dropFirst()
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return "\(sign)\(thousandths / 1000).\(digits)"
  }
}
