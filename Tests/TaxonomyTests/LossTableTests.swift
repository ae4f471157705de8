import Documents
import Taxonomy
import Testing

@Suite struct LossTableTests {
  @Test func orderOfRowsAndSourcesMeansNothing() throws {
    let rows = ["b+a,t,i1,1", "a+b,t,i2,2", "self,t,i2,4", "self,t,i1,3", "pixels,u,i1,5"]
    let table = try read(rows)
    #expect(table.csv == (try read(rows.reversed())).csv)
    let target = try #require(table.targets.first)
    #expect(target.entrants.map(\.label) == ["self", "a+b"])
    #expect(target.images == ["i1", "i2"])
    #expect(target.losses == [3, 4, 1, 2])
    #expect(table.targets.last?.entrants.map(\.label) == ["scratch"])
  }

  @Test func readsBackWhatItWrites() throws {
    let table = try read(["a,\"t,1\",i,0.1", "\"x\"\"y\",\"t,1\",i,1e-300"])
    let again = try LossTable(csv: Array(table.csv.utf8), name: "again")
    #expect(again.csv == table.csv)
    #expect(again.targets[0].losses == [0.1, 1e-300])
  }

  @Test(arguments: [
    (["a,t,i,1", "b,t,i,2", "a,t,i,1"], "line 4", "line 2"),
    (["a+b,t,i,1", "b+a,t,i,1"], "line 3", "line 2"),
    (["a,t,i,1", "a,t,j,1", "b,t,j,1"], "line 4", "“i”"),
    (["a,t,i,nan"], "line 2", "nan"),
    (["a,t,i,1", "a,t,j,inf"], "line 3", "not finite"),
    (["a,t,i,one"], "line 2", "“one”"),
    (["a,t,i,"], "line 2", "loss"),
    (["a,,i,1"], "line 2", "“target” is empty"),
    (["a,t,,1"], "line 2", "“image” is empty"),
    ([",t,i,1"], "line 2", "“sources” is empty"),
    (["a+,t,i,1"], "line 2", "empty name"),
    (["a+a,t,i,1"], "line 2", "twice"),
    (["self+a,t,i,1"], "line 2", "self"),
    (["a,t,i"], "line 2", "3 fields"),
    ([], "", "no rows"),
  ])
  func mistakesAreNamedWithTheirLine(rows: [String], line: String, words: String) {
    let failure = #expect(throws: Failure.self) { try read(rows) }
    #expect(failure?.code == .data)
    #expect(failure?.message.contains(line) == true, "\(failure?.message ?? "")")
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "")")
  }

  private func read(_ rows: [String]) throws -> LossTable {
    let text = (["sources,target,image,loss"] + rows).joined(separator: "\n")
    return try LossTable(csv: Array(text.utf8), name: "losses.csv")
  }
}
