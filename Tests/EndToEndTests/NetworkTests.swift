internal import Documents
internal import Glibc
internal import Testing

extension EndToEndTests {
  /// A worker on another host, and a cable that somebody stumbles over.
  @Suite struct NetworkTests {
    @Test func aWorkerOnAnotherHostNeedsOnlyAnAccessFileAndSurvivesACut() throws {
      if let obstacle = TwoHosts.obstacle {
        print("not tested: \(obstacle)")
        return
      }
      let hosts = try TwoHosts()
      let workplace = try Workplace()
      _ = try workplace.serve("--listen", "tcp://*:7000", launcher: hosts.onFirst)
      try workplace.output(
        "access", "create", "--worker", "far", "--out", "far.json", "--endpoint",
        "tcp://\(hosts.address):7000")
      let worker = try workplace.worker(
        "far", environment: ["TASKMAP_ACCESS=far.json"], launcher: hosts.onSecond)
      let submit = try workplace.start(
        "coordinator", ["submit", workplace.spec], launcher: hosts.onFirst)
      #expect(eventually(within: 20) { worker.errors.contains("describe") }, "\(worker.errors)")
      worker.send(SIGSTOP)
      try hosts.setCable("down")
      worker.send(SIGCONT)
      sleep(3)
      #expect(submit.status == nil, "the run is not over yet")
      try hosts.setCable("up")
      #expect(try submit.end() == 0, "\(submit.errors)\(worker.errors)")
      #expect(worker.status == nil)
      try expectUndisturbedBytes(workplace)
    }
  }
}
