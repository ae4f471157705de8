internal import Glibc
import Messaging
import Testing

/// Answers every number with the next, up to a limit, and counts its turns.
private actor Player: PollingActor {
  nonisolated let thread = PollingThread(name: "player")
  private let socket: Socket
  private let limit: UInt8
  private(set) var last: UInt8 = 0
  private(set) var turns = 0
  private var waiters: [CheckedContinuation<Void, Never>] = []

  init(
    _ context: Context, limit: UInt8, binding: String? = nil, connecting: String? = nil
  ) throws {
    self.limit = limit
    socket = try Socket(.pair, in: context)
    if let binding { try socket.bind(binding) }
    if let connecting { try socket.connect(connecting) }
    thread.watch(socket)
    thread.start(self)
  }

  func turn() -> Duration? {
    turns += 1
    while let message = try? socket.receive(), let number = message.frames.first?.first {
      last = number
      if number < limit { serve(number + 1) }
    }
    if last + 1 >= limit {
      for waiter in waiters { waiter.resume() }
      waiters = []
    }
    return nil
  }

  func serve(_ number: UInt8) {
    _ = try? socket.send([[number]])
  }

  func waitForTheLast() async {
    if last + 1 >= limit { return }
    await withCheckedContinuation { waiters.append($0) }
  }
}

/// Counts its turns, ten milliseconds apart.
private actor Clock: PollingActor {
  nonisolated let thread = PollingThread(name: "clock")
  private(set) var ticks = 0

  func turn() -> Duration? {
    ticks += 1
    return .milliseconds(10)
  }

  nonisolated func isOnItsThread() -> Bool { thread.isIsolatingCurrentContext() == true }

  func isOnItsThreadFromInside() -> Bool { isOnItsThread() }
}

@Suite struct PollingThreadTests {
  @Test func twoActorsPlayPingPong() async throws {
    let context = try Context()
    let one = try Player(context, limit: 200, binding: "inproc://table")
    let other = try Player(context, limit: 200, connecting: "inproc://table")
    await one.serve(1)
    await one.waitForTheLast()
    await other.waitForTheLast()
    let lasts = await [one.last, other.last]
    #expect(lasts.sorted() == [199, 200])
    for player in [one, other] {
      player.thread.stop()
      await player.thread.waitForEnd()
    }
  }

  @Test func turnsComeWhenTheTimeIsUp() async throws {
    let clock = Clock()
    clock.thread.start(clock)
    while await clock.ticks < 5 { try await Task.sleep(for: .milliseconds(5)) }
    clock.thread.stop()
    await clock.thread.waitForEnd()
  }

  @Test func methodsRunOnTheActorsThreadAndNowhereElse() async {
    let clock = Clock()
    clock.thread.start(clock)
    #expect(await clock.isOnItsThreadFromInside())
    #expect(!clock.isOnItsThread())
    clock.thread.stop()
    await clock.thread.waitForEnd()
  }

  @Test func callsAfterTheEndStillReturn() async {
    let clock = Clock()
    clock.thread.start(clock)
    clock.thread.stop()
    await clock.thread.waitForEnd()
    let ticks = await clock.ticks
    #expect(await clock.isOnItsThreadFromInside())
    #expect(await clock.ticks == ticks)
    clock.thread.stop()
    await clock.thread.waitForEnd()
  }

  @Test func callsBeforeTheStartWaitForIt() async {
    let clock = Clock()
    let ticks = Task { await clock.ticks }
    clock.thread.start(clock)
    #expect(await ticks.value >= 0)
    clock.thread.stop()
  }

  @Test func manyCallersAtOnceAreAllServed() async {
    let clock = Clock()
    clock.thread.start(clock)
    let answers = await withTaskGroup(of: Bool.self, returning: Int.self) { group in
      for _ in 0..<2_000 { group.addTask { await clock.isOnItsThreadFromInside() } }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(answers == 2_000)
    clock.thread.stop()
    await clock.thread.waitForEnd()
  }

  @Test func theActorIsReleasedAfterTheEnd() async {
    weak var released: Clock?
    do {
      let clock = Clock()
      released = clock
      clock.thread.start(clock)
      clock.thread.stop()
      await clock.thread.waitForEnd()
    }
    for _ in 0..<1_000 where released != nil { usleep(1_000) }
    #expect(released == nil)
  }
}
