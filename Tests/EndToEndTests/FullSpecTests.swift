internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// The paper's configuration, made small by settings alone: ResNet-50 on images of 256 pixels.
  @Suite struct FullSpecTests {
    private static let spec =
      "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/jobs/full.json"

    /// Few rooms, few steps and a narrow encoder; all else is as in the spec.
    private static let settings = [
      "data=scenes", "scenes.supersampling=1", "tasks=normal,class_scene",
      "splits.train=8", "splits.transfer=6", "splits.validation=2", "splits.test=4",
      "network.width=4", "training.steps=12", "training.batch=2", "scratch.steps=2",
      "scratch.vectorSteps=2", "transfer.steps=2", "transfer.vectorSteps=2", "transfer.batch=2",
      "transfer.hidden=8", "orders.maximum=2", "pictures=1",
    ].flatMap { ["--set", $0] }

    @Test func withoutTheDatasetItSaysWhatIsMissingAndWhatCanBeDone() throws {
      let workplace = try Workplace()
      let program = try workplace.coordinator("submit", Self.spec)
      #expect(try program.end() == 66)
      #expect(program.errors.contains("--data taskonomy=DIR"))
      #expect(program.errors.contains("--set data=scenes"))
      #expect(program.errors.contains("coordinator plan"))
      #expect(program.errors.split(separator: "\n").count == 1)
      #expect(!Files.exists(workplace.state), "nothing was begun")
    }

    @Test func aWorkerThatDiesAfterACheckpointIsContinuedToTheSameBytes() throws {
      let workplace = try Workplace()
      _ = try workplace.serve()
      let submit = try workplace.start("coordinator", ["submit", Self.spec] + Self.settings)
      let mortal = try workplace.worker("mortal", "--checkpoint-every", "0")
      #expect(try isSaved(of: "train normal", by: mortal, in: workplace), "\(mortal.errors)")
      mortal.kill()
      let heir = try workplace.worker("heir", "--checkpoint-every", "0")
      let whole = try Workplace()
      let undisturbed = try whole.start(
        "coordinator", ["submit", Self.spec, "--slots", "1"] + Self.settings)
      #expect(try submit.end(within: 300) == 0, "\(submit.errors)")
      #expect(heir.errors.contains("goes on from a checkpoint"), "\(heir.errors)")
      #expect(try undisturbed.end(within: 300) == 0, "\(undisturbed.errors)")
      #expect(try workplace.map().differences(from: whole.map()) == [])
      let network = try #require(
        workplace.json("models", "list")["models"]?.array?.first { $0["name"] == "normal" })
      let other = try #require(
        whole.json("models", "list")["models"]?.array?.first { $0["name"] == "normal" })
      #expect(network["digest"] == other["digest"])
    }

    /// Lets `worker` work for moments until the coordinator has a checkpoint of `job`, and leaves it
    /// stopped there: however slow the machine, the training can't end between look and kill.
    private func isSaved(
      of job: String, by worker: RunningProgram, in workplace: Workplace
    ) throws -> Bool {
      try eventually(within: 30) {
        worker.send(SIGCONT)
        usleep(50_000)
        worker.send(SIGSTOP)
        let asked = try workplace.start("coordinator", ["explain", job, "--json"])
        // There is no such job before the run is submitted.
        guard try asked.end() == 0 else { return false }
        return try JSON(reading: asked.output)["checkpoint"]?.text != nil
      }
    }
  }
}
