import Documents
import TaskSpace
import Testing

@Suite struct JobSpecTests {
  @Test func anEmptySpecIsTheDefaultMap() throws {
    let spec = try JobSpec(text: "{}", file: "a.json")
    #expect(spec.tasks.count == 25)
    #expect(spec.targets.count == 22)
    #expect(spec.sources.count == 26)
    #expect(spec.training.steps == 500)
    let steps = spec.tasks.map { spec.training(for: $0).steps }
    #expect(steps.filter { $0 == 500 }.count == 24)
    #expect(spec.training(for: try #require(TaskDictionary.task("point_matching"))).steps == 1000)
    #expect(spec.numerics == .cpu)
  }

  @Test func readsTheSpecThatItKept() throws {
    let spec = try JobSpec(
      text: #"{"name":"x","tasks":["rgb2sfnorm","reshading"],"orders":{"maximum":1}}"#,
      file: "a.json", settings: ["training.steps=9", "targets=normal"])
    #expect(try JobSpec(kept: spec.json) == spec)
    #expect(spec.targets.map(\.name) == ["normal"])
    #expect(spec.training.steps == 9)
  }

  @Test(arguments: [
    (#"{"tasks": ["normals"]}"#, "a.json: line 1, column 12: there is no task \"normals\""),
    ("{\n \"trainin\": {}}", "line 2, column 13: unknown setting \"trainin\""),
    (#"{"training": {"step": 3}}"#, "did you mean \"training.steps\"?"),
    (#"{"training": {"steps": 0}}"#, "\"training.steps\" must be a whole number from 1"),
    (#"{"training": 3}"#, "\"training\" must be an object"),
    (#"{"tasks": ["normal", "rgb2sfnorm"]}"#, "the task normal stands twice"),
    (#"{"tasks": ["inpainting"]}"#, "none of these tasks is a target"),
    (#"{"tasks": ["normal"], "targets": ["curvature"]}"#, "curvature is not among the tasks"),
    (#"{"size": 128}"#, "the encoder small takes images of 64 pixels, \"size\" is 128"),
    (
      #"{"training": {"weightDecay": 10, "learningRate": 0.2}}"#,
      "line 1, column 30: a step would take 2.0 of each weight away, this times training.learningRate"
    ),
    ("[", "a.json: line 1, column 2"),
    ("3", "a spec must be an object"),
  ])
  func namesThePlaceOfAMistake(text: String, message: String) {
    #expect {
      try JobSpec(text: text, file: "a.json")
    } throws: { error in
      (error as? Failure)?.code == .data && "\(error)".contains(message)
    }
  }

  /// Comparing it with every setting's name, letter by letter, would take minutes.
  @Test(.timeLimit(.minutes(1))) func aNameOfMegabytesIsNotGuessedAt() {
    let name = String(repeating: "x", count: 4 << 20)
    #expect {
      try JobSpec(text: "{\"\(name)\": 1}", file: "a.json")
    } throws: { error in
      "\(error)".hasSuffix("the schema in jobs/ lists all of them")
    }
  }

  @Test(arguments: [
    ("training.steps", "write it as KEY=VALUE"),
    ("training.steps=x", "--set training.steps=x: \"training.steps\" must be a whole number"),
    ("trainig.steps=1", "did you mean \"training.steps\"?"),
    ("data=coco", "must be one of scenes, taskonomy, images"),
  ])
  func namesTheSettingThatIsWrong(setting: String, message: String) {
    #expect {
      try JobSpec(text: "{}", file: "a.json", settings: [setting])
    } throws: { error in
      (error as? Failure)?.code == .usage && "\(error)".contains(message)
    }
  }

  @Test func theRandomEncoderMayBeNamedAmongTheTasks() throws {
    let with = try JobSpec(text: #"{"tasks": ["normal", "random"]}"#, file: "a.json")
    let without = try JobSpec(text: #"{"tasks": ["normal"]}"#, file: "a.json")
    #expect(with.tasks == without.tasks && with.sources == without.sources)
    #expect(throws: Failure.self) {
      try JobSpec(text: #"{"tasks": ["normal"], "targets": ["random"]}"#, file: "a.json")
    }
  }

  @Test func networksAndReadoutsHaveTheirOwnOptimizers() throws {
    let spec = try JobSpec(
      text: #"{"training": {"optimizer": "muon"}}"#, file: "a.json")
    let target = try #require(TaskDictionary.task("normal"))
    #expect(spec.training.optimizer == .muon && spec.scratch(for: target).optimizer == .muon)
    #expect(spec.transfer(to: target).optimizer == .adamw)
  }

  @Test func theSchemaListsEveryFieldWithItsDefault() {
    let schema = JobSpec.schema
    for field in SpecField.all {
      var place: JSON? = schema
      for part in field.path.split(separator: ".") {
        place = place?["properties"]?[String(part)]
      }
      #expect(place?["default"] == field.fallback, "\(field.path)")
    }
  }
}
