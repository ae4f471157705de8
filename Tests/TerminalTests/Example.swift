import Documents
import Terminal

/// A small program with all that a description can say.
enum Example {
  static let root = Command(
    "shop", "Sells things.",
    discussion: """
      It sells what there is, and says so where there is nothing, which is more than
      many a shop does.

        shop sell pear
      """,
    options: [
      .value("state", "DIR", "Where everything lies.", default: "state", environment: "SHOP_STATE")
    ],
    subcommands: [
      Command(
        "open", "Open the shop.", section: "Running",
        options: [
          .value("connect", short: "c", "ENDPOINT", "Whom to call.", isValueOptional: true),
          .value("slots", short: "s", "COUNT", "Customers at once.", default: "1"),
          .value("access", "FILE", "An access file.", environment: "SHOP_ACCESS"),
          .value(
            "form", "FORM", "How to answer.", default: "text", choices: ["text", "json"],
            environment: "SHOP_FORM"),
          .value("data", "NAME=DIR", "Where goods lie.", isRepeated: true),
          .value("weights", "PAIRS", "What things weigh."),
          .flag("quiet", short: "q", "Say less."),
          .flag("dry-run", short: "n", "Change nothing."),
        ],
        run: succeed),
      Command(
        "sell", "Sell goods.", section: "Trading",
        operands: [
          Operand("BUYER", "Who pays."),
          Operand("GOODS", "What to sell.", isOptional: true, isRepeated: true),
        ],
        run: succeed),
      Command(
        "show", "Show a day.", section: "Trading",
        operands: [Operand("DAY", "A day.", default: "last")], run: succeed),
      Command("stock", "Fill the shelves.", isHidden: true, run: succeed),
      Command(
        "keys", "Manage keys.",
        subcommands: [
          Command("create", "Make a key.", run: succeed),
          Command("revoke", "Revoke a key.", operands: [Operand("KEY", "A key.")], run: succeed),
        ]),
    ], default: "open")

  private static func succeed(_ arguments: Arguments) throws(Failure) -> ExitStatus { .success }

  /// The arguments of the command that a line asks for.
  static func arguments(
    _ line: String, environment: [String: String] = [:]
  ) throws -> Arguments {
    switch try parse(line, environment: environment) {
    case .run(_, let arguments): return arguments
    default: throw Failure(.software, "'\(line)' runs nothing")
    }
  }

  /// What a line, its words separated by spaces, asks for.
  static func parse(
    _ line: String, environment: [String: String] = [:]
  ) throws -> Invocation {
    try Parser.parse(
      line.split(separator: " ").map(String.init), of: root, environment: { environment[$0] })
  }
}
