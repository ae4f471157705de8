import Documents
import Terminal
import Testing

@Suite struct HelpTests {
  @Test func theProgramsPage() {
    let page = HelpPage([Example.root], columns: 80).text
    #expect(
      page == """
        Usage: shop [options] [COMMAND]

        Sells things.

        It sells what there is, and says so where there is nothing, which is more than
        many a shop does.

          shop sell pear

        Running:
          open  Open the shop. (default)

        Trading:
          sell  Sell goods.
          show  Show a day.

        Commands:
          keys  Manage keys.

        Options of 'open', the default:
          -c, --connect [ENDPOINT]  Whom to call.
          -s, --slots COUNT         Customers at once. (default: 1)
              --access FILE         An access file. (environment: SHOP_ACCESS)
              --form FORM           How to answer. (text, json; default: text;
                                    environment: SHOP_FORM)
              --data NAME=DIR       Where goods lie. (may be repeated)
              --weights PAIRS       What things weigh.
          -q, --quiet               Say less.
          -n, --dry-run             Change nothing.

        Options of every command:
              --state DIR   Where everything lies. (default: state; environment:
                            SHOP_STATE)
              --color WHEN  Whether to use colour. (auto, always, never; default: auto)
          -h, --help        Show this page.
              --version     Show the version.

        """)
  }

  @Test func aCommandsPageShowsOperands() throws {
    let sell = try #require(Example.root.subcommand("sell"))
    let page = HelpPage([Example.root, sell]).text
    #expect(page.hasPrefix("Usage: shop sell [options] BUYER [GOODS...]\n\nSell goods.\n\n"))
    #expect(page.contains("Operands:\n  BUYER  Who pays.\n  GOODS  What to sell.\n"))
    #expect(!page.contains("Options:\n"))
  }

  @Test func aHiddenCommandRunsButIsNotShown() throws {
    #expect(try Example.arguments("stock").commandLine == "shop stock")
    for shell in Completion.Shell.allCases {
      #expect(!Completion.script(for: shell, of: Example.root).contains("stock"))
    }
    #expect(throws: Failure(.usage, "unknown command 'stcok'; try 'shop --help'")) {
      try Example.parse("stcok")
    }
  }

  @Test(arguments: [10, 40, 57, 80, 100, 300])
  func linesFitTheTerminal(columns: Int) {
    let page = HelpPage([Example.root], columns: columns).text
    let longest = page.split(separator: "\n").map { DisplayText.width(String($0)) }.max() ?? 0
    #expect(longest <= min(max(columns, 40), 100))
  }
}
