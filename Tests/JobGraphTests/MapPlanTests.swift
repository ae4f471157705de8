import Architectures
import Documents
import JobGraph
import TaskSpace
import Testing

@Suite struct MapPlanTests {
  private static func spec(_ settings: String...) throws -> JobSpec {
    try JobSpec(
      text: #"{"tasks":["normal","class_scene"],"orders":{"maximum":1}}"#, file: "t",
      settings: settings)
  }

  private static func cost(_ plan: MapPlan, _ kind: JobKind) throws -> JobCost {
    try #require(plan.rows.first { $0.kind == kind }).cost
  }

  @Test func trainingCostsThreePassesOfEverySample() throws {
    let spec = try Self.spec("training.steps=10", "scratch.steps=3", "scratch.vectorSteps=4")
    let networks = TaskNetworks(spec.network, size: 64)
    func passes(_ network: NetworkDescription, _ steps: Int) -> Int {
      3 * 32 * steps * network.multiplyAdds(subpixel: true)
    }
    let normal = networks.whole(try #require(TaskDictionary.task("normal")))
    let scene = networks.whole(try #require(TaskDictionary.task("class_scene")))
    // The random encoder sees 40 batches.
    let expected =
      passes(normal, 13) + passes(scene, 14) + passes(networks.encoder, 40)
    let cost = try Self.cost(MapPlan(spec, known: []), .train)
    #expect(cost.multiplyAdds == Double(expected))
    #expect(cost.memory == Double(normal.trainingBytes(batch: 32)))
  }

  @Test func representationsAreWrittenOnceAndReadByEveryTransfer() throws {
    let plan = MapPlan(try Self.spec("splits.transfer=100", "splits.test=50"), known: [])
    let each = Double(8 * 8 * 8 * 4)
    // 3 sources; 3 sources to 2 targets.
    #expect(try Self.cost(plan, .encode).representationBytes == 3 * 150 * each)
    #expect(try Self.cost(plan, .transfer).representationBytes == 6 * 100 * each)
    #expect(try Self.cost(plan, .evaluate).representationBytes == 6 * 50 * each)
  }

  @Test func whatIsThereCostsNothing() throws {
    let spec = try Self.spec()
    let plan = MapPlan(spec, known: Set(MapBuilder(spec).jobs.map(\.identity)))
    #expect(plan.known == plan.jobs)
    #expect(plan.cost == JobCost())
  }

  @Test func higherOrdersCostMoreThanTheirNumber() throws {
    let first = try Self.cost(MapPlan(try Self.spec(), known: []), .transfer)
    let both = MapPlan(try Self.spec("orders.maximum=2"), known: [])
    // Without the target itself two sources remain, one pair a target.
    #expect(both.rows.first { $0.kind == .transfer }?.jobs == 6 + 2)
    #expect(try Self.cost(both, .transfer).multiplyAdds > first.multiplyAdds * 8 / 6)
  }

  @Test func hoursAreTheWorkOfAMachine() throws {
    let plan = MapPlan(try Self.spec(), known: [])
    let machine = Hardware(name: "m", summary: "", rate: 2e9)
    let json = plan.json(hardware: [machine])
    let hours = try #require(json["hardware"]?.array?.first?["hours"]?.number)
    #expect(abs(hours - plan.cost.multiplyAdds / 1e9 / 3600) < 1e-9)
    #expect(json["total"]?["multiplyAdds"]?.number == plan.cost.multiplyAdds)
    #expect(json["kinds"]?.array?.count == plan.rows.count)
  }
}
