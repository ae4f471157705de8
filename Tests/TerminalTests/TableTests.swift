import Terminal
import Testing

@Suite struct TableTests {
  private func table() -> Table {
    var table = Table(["task", "loss", "time", .init("run", minimum: nil), .init("", .right)])
    table.add(["normal", "0.5", "3 m 12 s", "3f2a", "a"])
    table.add(["depth_zbuffer", "12.25", "-", "1111", "bc"])
    return table
  }

  @Test func numbersStandAtTheRight() {
    #expect(
      table().text() == """
        task            loss      time  run
        normal           0.5  3 m 12 s  3f2a   a
        depth_zbuffer  12.25         -  1111  bc

        """)
  }

  @Test func theWidestCellsAreCut() {
    let text = table().text(width: 36)
    #expect(
      text == """
        task        loss      time  run
        normal       0.5  3 m 12 s  3f2a   a
        depth_zb…  12.25         -  1111  bc

        """)
  }

  @Test func styledCellsKeepTheirColumns() {
    let style = Style(isEnabled: true)
    var table = Table(["a", "b"])
    table.add([style.paint("12", .red), "x\ny"])
    table.add(["3", "z"])
    let lines = table.text(style: style).split(separator: "\n").map {
      DisplayText.withoutEscapes(String($0))
    }
    #expect(lines == [" a  b", "12  x y", " 3  z"])
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("e\u{301}", 1), ("日本", 4), ("한", 2), ("🙂", 2), ("❤️", 2),
    ("\u{1b}[1;31mab\u{1b}[0m", 2), ("…", 1), ("é", 1),
  ])
  func textTakesColumns(text: String, width: Int) {
    #expect(DisplayText.width(text) == width)
  }

  @Test func cuttingNeverExceedsTheWidth() {
    let text = "a日\u{1b}[31mb本c🙂d\u{1b}[0me"
    for columns in 0...12 {
      let cut = DisplayText.truncate(text, to: columns)
      #expect(DisplayText.width(cut) <= columns)
      #expect((cut == text) == (columns >= DisplayText.width(text)))
    }
    #expect(DisplayText.truncate("abcdef", to: 4) == "abc…")
  }

  @Test func paintIsLeftAwayWhereUnwanted() {
    #expect(Style(isEnabled: true).paint("x", .bold, .red) == "\u{1b}[1;31mx\u{1b}[0m")
    #expect(Style.plain.paint("x", .bold) == "x")
    #expect(Style(.always, for: .output).isEnabled)
    #expect(!Style(.never, for: .output).isEnabled)
  }
}
