internal import Documents

/// Writes a taxonomy problem in the LP format that GLPK, HiGHS, CBC, SCIP and Gurobi read.
///
/// The strong formulation: one row per target and source, `sum of the transfers into t that use v
/// <= y(v)`. Only the `y` are integer; with them fixed the rest is integral by itself.
package struct LinearProgram: Sendable {
  /// The file's content.
  package let text: String

  /// The program of `problem`, no transfer left out that it allows.
  ///
  /// Names may hold anything, so variables are numbered and comments say which is which.
  package init(_ problem: TaxonomyProblem) {
    let program = SelectionProblem(unpruned: problem)
    var writer = Writer()
    writer.add("\\ Sources within the budget, and one transfer into every target.")
    for (index, source) in problem.sources.enumerated() {
      writer.add("\\ y\(index) = \(Self.comment(source))")
    }
    var names: [[String]] = []
    var number = 0
    for target in program.targets {
      let options = Self.options(target)
      names.append(options.indices.map { "x\(number + $0)" })
      for (index, option) in options.enumerated() {
        writer.add("\\ x\(number + index) = \(Self.comment(option.transfer.description))")
      }
      number += options.count
    }
    Self.writeObjective(program, names, &writer)
    Self.writeRows(program, names, &writer)
    Self.writeBounds(program, &writer)
    text = writer.text
  }

  /// The transfers of a target, its own network last in exclusive mode.
  private static func options(_ target: SelectionProblem.Target) -> [SelectionProblem.Option] {
    target.options + [target.own].compactMap { $0 }
  }

  private static func writeObjective(
    _ program: SelectionProblem, _ names: [[String]], _ writer: inout Writer
  ) {
    writer.add("Maximize")
    var terms: [(Double, String)] = []
    for (target, names) in zip(program.targets, names) {
      for (option, name) in zip(options(target), names) {
        terms.append((option.value * program.scale, name))
      }
    }
    writer.add(terms.isEmpty ? [(0, "unserved")] : terms, "objective", "")
  }

  private static func writeRows(
    _ program: SelectionProblem, _ names: [[String]], _ writer: inout Writer
  ) {
    writer.add("Subject To")
    for (index, target) in program.targets.enumerated() {
      // A target without a transfer makes the program infeasible, as it should.
      let all = names[index].isEmpty ? ["unserved"] : names[index]
      writer.add(all.map { (1, $0) }, "target\(index)", "= 1")
      for source in program.costs.indices {
        let isOwn = target.ownSource == source
        var terms: [(Double, String)] = []
        for (option, name) in zip(options(target), names[index])
        where option.members.contains(source) {
          terms.append((1, name))
        }
        guard !terms.isEmpty else { continue }
        terms.append((-1, "y\(source)"))
        writer.add(terms, "use\(index)_\(source)", isOwn ? "= 0" : "<= 0")
      }
    }
    let costs = program.costs.enumerated().map { ($0.element, "y\($0.offset)") }
    if !costs.isEmpty {
      writer.add(costs, "budget", "<= \(JSON.text(of: program.budget))")
    }
  }

  private static func writeBounds(_ program: SelectionProblem, _ writer: inout Writer) {
    writer.add("Bounds")
    writer.add(" unserved = 0")
    if !program.costs.isEmpty {
      writer.add("Binary")
      for source in program.costs.indices { writer.add(" y\(source)") }
    }
    writer.add("End")
  }

  /// A name on one line of its own.
  private static func comment(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }

  /// Lines of text; long sums are broken, as some readers limit a line's length.
  private struct Writer {
    var text = ""

    mutating func add(_ line: String) { text += line + "\n" }

    mutating func add(_ terms: [(Double, String)], _ name: String, _ end: String) {
      text += " \(name):"
      for (index, (coefficient, variable)) in terms.enumerated() {
        if index > 0, index % 8 == 0 { text += "\n  " }
        text += coefficient < 0 ? " -" : " +"
        text += " \(JSON.text(of: abs(coefficient))) \(variable)"
      }
      add(end.isEmpty ? "" : " \(end)")
    }
  }
}
