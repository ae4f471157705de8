internal import Documents
internal import Peers
import Testing
internal import Wire

/// Who sends too much is not heard, and nobody who is honest ever sends too much.
@Suite struct PeerTrafficTests {
  private let start = Instant(milliseconds: 5_000)
  private let limits = TrafficLimits(frames: 100, burst: 200, bytes: 1_000, burstBytes: 4_000)

  @Test func aBucketGivesWhatItHoldsAndThenWhatComesIn() {
    var bucket = TokenBucket(capacity: 10, perSecond: 4, at: start)
    /// How often, of so many times, there was a token.
    func taken(of times: Int, at now: Instant) -> Int {
      (0..<times).count { _ in bucket.take(1, at: now) }
    }
    #expect(taken(of: 12, at: start) == 10)
    #expect(taken(of: 2, at: start + 249) == 0)
    #expect(taken(of: 2, at: start + 250) == 1)
    #expect(taken(of: 2, at: start + 500) == 1)
    // However long it rests, it holds no more than it can.
    let later = start + (1 << 50)
    #expect(taken(of: 12, at: later) == 10)
    bucket.giveBack(3)
    #expect(taken(of: 12, at: later) == 3)
    // A clock that seems to go back adds nothing.
    #expect(taken(of: 2, at: start) == 0)
  }

  @Test func ofTooManyFramesOnlyTheAllowedAreHeard() {
    var traffic = PeerTraffic(limits, at: start)
    var heard = 0
    for millisecond in 0..<10_000 {
      for _ in 0..<5 where traffic.judge(1, at: start + millisecond) == .heard { heard += 1 }
    }
    #expect((1_190...1_200).contains(heard))
  }

  @Test func ofTooManyBytesOnlyTheAllowedAreHeard() {
    var traffic = PeerTraffic(limits, at: start)
    var heard = 0
    for millisecond in 0..<10_000 where traffic.judge(50, at: start + millisecond) == .heard {
      heard += 50
    }
    #expect((13_900...14_000).contains(heard))
  }

  @Test func whoGoesOnWithItIsTold() {
    var traffic = PeerTraffic(limits, at: start)
    var verdicts: [PeerTraffic.Verdict: Int] = [:]
    for millisecond in 0..<7_000 {
      verdicts[traffic.judge(5_000, at: start + millisecond), default: 0] += 1
    }
    #expect(verdicts == [.begins: 1, .goesOn: 3, .dropped: 6_996])
    // After a rest it begins anew, and what is allowed is heard all the while.
    let (again, small) = (
      traffic.judge(5_000, at: start + 9_000), traffic.judge(100, at: start + 9_000)
    )
    #expect(again == .begins && small == .heard)
  }

  /// Whether both frames of a message are heard.
  private static func isHeard(
    _ message: WorkerMessage, by traffic: inout PeerTraffic, at now: Instant
  ) -> Bool {
    [MessageLimits.protocolName.utf8.count, message.packed.count].allSatisfy { size in
      traffic.judge(size, at: now) == .heard
    }
  }

  /// A worker of the most slots, each with a job of a millisecond, tells 20 results a slot.
  @Test func aWorkerWithThousandsOfQuickJobsIsAlwaysHeard() {
    let slots = MessageLimits.slots
    var scene = Scene(slots: slots) { $0.outboxLimit = 2 * slots }
    scene.begin()
    var traffic = PeerTraffic(.worker, at: scene.now)
    var said = 0
    func account(_ effects: [WorkerEffect], _ scene: Scene) -> [AttemptReference] {
      effects.compactMap { effect in
        guard case .send(let message) = effect else { return nil }
        said += 1
        let isHeard = Self.isHeard(message, by: &traffic, at: scene.now)
        #expect(isHeard)
        guard case .result(let reference, _) = message else { return nil }
        traffic.excuse(2)
        return reference
      }
    }
    for round in 0..<20 {
      let jobs = (0..<slots).map { attempt(round * slots + $0) }
      _ = account(scene.hear(.assign(jobs.map(assignment))), scene)
      scene.now = scene.now + 1
      var results: [AttemptReference] = []
      for job in jobs {
        results += account(scene.after(0, .finished(job, success())), scene)
      }
      #expect(results == jobs)
      _ = account(scene.hear(.acknowledge(results)), scene)
    }
    #expect(said >= 20 * slots)
  }

  /// All of a worker's slots tell their progress, and nothing is asked for.
  @Test func aBusyWorkerThatEndsNothingIsAlwaysHeard() {
    let slots = MessageLimits.slots
    var scene = Scene(slots: slots)
    scene.begin()
    var traffic = PeerTraffic(.worker, at: scene.now)
    let jobs = (0..<slots).map { attempt($0) }
    _ = scene.hear(.assign(jobs.map(assignment)))
    let note = String(repeating: "x", count: 200)
    for _ in 0..<60 {
      scene.now = scene.now + 1_000
      var effects = scene.after(0)
      for job in jobs { effects += scene.after(0, .progress(job, fraction: 0.5, note: note)) }
      for case .send(let message) in effects {
        let isHeard = Self.isHeard(message, by: &traffic, at: scene.now)
        #expect(isHeard)
      }
      _ = scene.hear(.acknowledge([]))
    }
  }

  /// After a break a worker says the longest hello, and all results that wait for a word.
  @Test func aWorkerThatComesBackWithAllItHasIsAlwaysHeard() {
    let held = (0..<MessageLimits.holdings).map { Digest(of: "held \($0)") }
    var scene = Scene(slots: 1_000)
    scene.worker = WorkerPeer(
      settings: Scene.settings(slots: 1_000), holdings: held, at: scene.now)
    scene.begin()
    let jobs = (0..<1_000).map { attempt($0) }
    _ = scene.hear(.assign(jobs.map(assignment)))
    for job in jobs { _ = scene.after(0, .finished(job, .failure("in vain"))) }
    _ = scene.after(0, .disconnected)
    // A new connection, every time.
    for _ in 0..<10 {
      var traffic = PeerTraffic(.worker, at: scene.now)
      var effects = scene.after(100, .connected)
      effects += scene.hear(scene.welcome())
      for _ in 0..<40 { effects += scene.after(100) }
      #expect(effects.count >= 1_000)
      for case .send(let message) in effects {
        let isHeard = Self.isHeard(message, by: &traffic, at: scene.now)
        #expect(isHeard)
      }
      _ = scene.after(0, .disconnected)
    }
  }
}
