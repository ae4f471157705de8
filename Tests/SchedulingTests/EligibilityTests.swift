import Documents
import Peers
import Scheduling
import TaskSpace
import Testing
import Wire

/// Jobs go to workers that have their files.
@Suite struct EligibilityTests {
  private let wanted = Digest(of: "these files")

  private func cluster(_ datasets: [HeldDataset]) -> Cluster {
    let data = DatasetReference(
      kind: .images, seed: 1, size: 64, supersampling: 1, counts: [.train: 4], name: "photos",
      manifest: wanted)
    var cluster = Cluster()
    cluster.submit([
      Job(.describe(task: "edge_texture", data: data), after: [], numerics: .cpu)
    ])
    cluster.hello("a", datasets: datasets)
    return cluster
  }

  @Test func aWorkerWithTheFilesGetsTheJob() {
    let others = HeldDataset(name: "photos", manifest: Digest(of: "by sizes"))
    let files = HeldDataset(name: "photos", manifest: wanted)
    #expect(cluster([others, files]).assignments.count == 1)
  }

  @Test func aWorkerWithoutTheFilesDoesNot() {
    let cluster = cluster([HeldDataset(name: "pictures", manifest: wanted)])
    #expect(cluster.assignments.isEmpty)
    #expect(
      cluster.scheduler.obstacle(0, 0) == .data(name: "photos", wanted: wanted, held: nil))
  }

  @Test func aWorkerWithOtherFilesDoesNot() {
    let other = Digest(of: "other files")
    let cluster = cluster([HeldDataset(name: "photos", manifest: other)])
    #expect(cluster.assignments.isEmpty)
    #expect(
      cluster.scheduler.obstacle(0, 0) == .data(name: "photos", wanted: wanted, held: other))
  }
}
