import Documents
import TaskSpace
import Testing

/// Tasks that a spec defines.
@Suite struct OwnTaskTests {
  static let map = #"""
    {"tasks": ["normal"], "define": [
      {"name": "rough", "labels": {"data": "mine", "folder": "rough", "scale": 0.5, "invalid": 0}}]}
    """#

  static func spec(_ define: String, _ rest: String = "") throws -> JobSpec {
    try JobSpec(
      text: "{\"tasks\": [\"normal\"]\(rest), \"define\": [\(define)]}", file: "a.json")
  }

  @Test func aMapTakesPartAsSourceAndTarget() throws {
    let spec = try JobSpec(text: Self.map, file: "a.json")
    #expect(spec.tasks.map(\.name) == ["normal", "rough"])
    #expect(spec.sources == ["normal", "rough", "random"])
    #expect(spec.targets.map(\.name) == ["normal", "rough"])
    let own = try #require(spec.own.first)
    #expect(own.labels == .maps(folder: "rough", scale: 0.5, invalid: 0))
    #expect(own.definition.target == .map(channels: 1))
    #expect(own.definition.loss == .absolute)
    #expect(try JobSpec(kept: spec.json) == spec)
  }

  @Test func headsAndLossesFollowFromTheLabels() throws {
    let numbers = try Self.spec(
      #"{"name": "n", "labels": {"data": "d", "csv": "t.csv", "columns": ["a", "b"]}}"#)
    #expect(numbers.own[0].definition.target == .vector(2))
    #expect(numbers.own[0].definition.loss == .squared)
    let classes = try Self.spec(
      #"{"name": "n", "labels": {"data": "d", "csv": "t.csv", "column": "a"}, "classes": ["x", "y"]}"#
    )
    #expect(classes.own[0].definition.target == .classes(2))
    #expect(classes.own[0].classNames == ["x", "y"])
    let labels = try Self.spec(
      #"{"name": "n", "labels": {"data": "d", "folder": "f"}, "classes": 5}"#)
    #expect(labels.own[0].definition.target == .labels(classes: 5))
    #expect(labels.own[0].definition.loss == .crossEntropy)
  }

  @Test func aNovelTaskIsATargetOnly() throws {
    let spec = try Self.spec(
      #"{"name": "n", "role": "target", "labels": {"data": "d", "csv": "t.csv", "column": "a"}}"#)
    #expect(spec.targets.map(\.name) == ["normal", "n"])
    #expect(!spec.sources.contains("n"))
  }

  @Test(arguments: [
    (#"{"name": "Rough", "labels": {}}"#, "small letters"),
    (#"{"name": "rgb2sfnorm", "labels": {}}"#, "already means something"),
    (#"{"name": "self", "labels": {}}"#, "already means something"),
    (#"{"name": "n"}"#, "does not say where its \"labels\" are"),
    (#"{"name": "n", "labels": {"data": "d"}}"#, "either in a \"folder\""),
    (#"{"name": "n", "labels": {"folder": "f"}}"#, "in which dataset the labels are"),
    (#"{"name": "n", "labels": {"data": "d", "folder": "../f"}}"#, "inside the dataset"),
    (#"{"name": "n", "labels": {"data": "d", "folder": "f", "scale": 0}}"#, "other than 0"),
    (#"{"name": "n", "labels": {"data": "d", "csv": "t"}}"#, "name the label's \"column\""),
    (#"{"name": "n", "head": "classes", "labels": {"data": "d", "folder": "f"}}"#, "map, labels"),
    (#"{"name": "n", "loss": "crossEntropy", "labels": {"data": "d", "folder": "f"}}"#, "absolute"),
    (#"{"name": "n", "lables": {}}"#, "unknown setting \"lables\""),
    (
      #"{"name": "n", "classes": 1, "labels": {"data": "d", "csv": "t", "column": "c"}}"#,
      "from 2 to"
    ),
  ])
  func namesThePlaceOfAMistake(define: String, message: String) {
    #expect {
      try Self.spec(define)
    } throws: { error in
      "\(error)".hasPrefix("a.json: line 1, column ") && "\(error)".contains(message)
    }
  }

  @Test func aNovelTaskCannotBeNamedAsASource() {
    #expect(throws: Failure.self) {
      try Self.spec(
        #"{"name": "n", "role": "target", "labels": {"data": "d", "csv": "t.csv", "column": "a"}}"#,
        #", "sources": ["n"]"#)
    }
  }

  @Test func photosOfferOnlyTasksOfTheirPixels() {
    #expect {
      try JobSpec(text: #"{"data": "images", "tasks": ["edge_texture", "normal"]}"#, file: "a")
    } throws: { error in
      "\(error)".contains("column 46: photos have no labels for normal")
    }
  }

  @Test func filesHaveToBeNamedBeforeARunCanRestOnThem() throws {
    let spec = try JobSpec(text: Self.map, file: "a.json")
    #expect(spec.missingManifests == ["mine"])
    let digest = Digest(of: "x")
    let filled = try spec.resting(on: [("mine", digest)])
    #expect(filled.missingManifests == [])
    #expect(filled.own[0].manifest == digest)
    #expect(filled.data == spec.data, "rooms do not depend on anybody's labels")
  }

  @Test func dataOfATaskReadBackWhatTheyWrote() throws {
    let spec = try JobSpec(text: Self.map, file: "a.json").resting(on: [
      ("mine", Digest(of: "x"))
    ])
    let data = spec.data(for: spec.tasks[1])
    let read = try DatasetReference(json: data.json)
    #expect(read.own?.json == data.own?.json)
    #expect(read.task("rough")?.target == .map(channels: 1))
    #expect(read.fingerprint == spec.data.fingerprint)
    #expect(spec.data(for: spec.tasks[0]) == spec.data)
  }
}
