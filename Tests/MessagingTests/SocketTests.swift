import Documents
internal import Glibc
import Messaging
import Testing
internal import Wire

@Suite struct SocketTests {
  @Test func anOversizedFrameEndsTheConnection() throws {
    let keys = try KeyPair()
    let peer = Peer(name: "big", role: .worker, publicKey: keys.publicKey)
    var options = SocketOptions.control
    options.largestFrame = 10_000
    let server = try TestServer(admitting: [peer], options: options)
    let client = try server.client(keys)
    let monitor = try SocketMonitor(client, in: server.context)
    try client.connect(server.endpoint)
    #expect(try send([[UInt8](repeating: 1, count: 9_000)], through: client))
    #expect(try receive(from: server.router)?.frames.first?.count == 9_000)

    #expect(try send([[UInt8](repeating: 1, count: 20_000)], through: client))
    #expect(try happens(.disconnected, on: monitor))
    #expect(try server.router.receive() == nil)
  }

  @Test func aFrameBeyondTheLimitOfMessagesEndsTheConnection() throws {
    let keys = try KeyPair()
    let peer = Peer(name: "big", role: .worker, publicKey: keys.publicKey)
    let server = try TestServer(admitting: [peer])
    let client = try server.client(keys)
    let monitor = try SocketMonitor(client, in: server.context)
    try client.connect(server.endpoint)
    let largest = [UInt8](repeating: 1, count: MessageLimits.controlBytes)
    #expect(try send([largest], through: client))
    #expect(try receive(from: server.router)?.frames.first?.count == largest.count)
    #expect(try send([largest + [UInt8](repeating: 1, count: 64)], through: client))
    #expect(try happens(.disconnected, on: monitor))
    #expect(try server.router.receive() == nil)
  }

  @Test func whatIsNotAdmittedIsTurnedAwayAsAWhole() throws {
    let keys = try KeyPair()
    let peer = Peer(name: "loud", role: .worker, publicKey: keys.publicKey)
    let server = try TestServer(admitting: [peer])
    let client = try server.client(keys)
    try client.connect(server.endpoint)
    #expect(try send([[1], [2, 2], [3, 3, 3], [4]], through: client))
    #expect(try send([[5]], through: client))
    var asked: [Int] = []
    let first = try eventually {
      try server.router.receive { _, user, bytes in
        #expect(user == keys.publicKey)
        asked.append(bytes)
        return bytes < 3
      }
    }
    #expect(first?.isTurnedAway == true && first?.frames == [] && first?.user == keys.publicKey)
    #expect(asked == [1, 2, 3])
    let second = try receive(from: server.router)
    #expect(second?.isTurnedAway == false && second?.frames == [[5]])
  }

  @Test func aRouterSaysThatAPeerIsUnreachable() throws {
    let context = try Context()
    let router = try Socket(.router, in: context)
    #expect(try router.send([[1]], to: [1, 2, 3, 4, 5]) == .unreachable)
  }

  @Test func aFullQueueIsReportedAndNothingIsTorn() throws {
    let context = try Context()
    var options = SocketOptions.bulk
    options.sendQueue = 4
    options.receiveQueue = 4
    let one = try Socket(.pair, in: context, options: options)
    let other = try Socket(.pair, in: context, options: options)
    try one.bind("inproc://full")
    try other.connect("inproc://full")
    var count = 0
    while try one.send([[UInt8(count)], [0]]) == .queued { count += 1 }
    #expect(count == 8)
    for index in 0..<count {
      #expect(try other.receive()?.frames == [[UInt8(index)], [0]])
    }
    #expect(try other.receive() == nil)
  }

  @Test func aDealerWithoutConnectionKeepsItsMessages() throws {
    let dealer = try Socket(.dealer, in: try Context())
    try dealer.connect("tcp://127.0.0.1:1")
    #expect(try dealer.send([[1]]) == .full)
  }

  @Test func framesBeyondTheLimitAreDroppedAndCounted() throws {
    let context = try Context()
    let one = try Socket(.pair, in: context)
    let other = try Socket(.pair, in: context)
    try one.bind("inproc://many")
    try other.connect("inproc://many")
    let frames = (0..<70).map { [UInt8($0)] }
    #expect(try one.send(frames) == .queued)
    let message = try #require(try receive(from: other))
    #expect(message.frames == Array(frames.prefix(Socket.mostFrames)))
    #expect(message.droppedFrames == 70 - Socket.mostFrames)
  }

  @Test func portZeroFindsTwoNeighbours() throws {
    let context = try Context()
    let control = try Socket(.router, in: context)
    let data = try Socket(.router, in: context)
    let bound = try Endpoint("tcp://127.0.0.1:0").listen(control: control, data: data)
    #expect(bound.control.port > 0)
    #expect(bound.data.port == bound.control.port + 1)
    #expect(bound.control.host == "127.0.0.1")
  }

  @Test func aTakenPortIsExplained() throws {
    let context = try Context()
    let first = try Socket(.router, in: context)
    let endpoint = try Endpoint("tcp://127.0.0.1:0").bind(first)
    let control = try Socket(.router, in: context)
    let data = try Socket(.router, in: context)
    do {
      _ = try endpoint.listen(control: control, data: data)
      Issue.record("two sockets share a port")
    } catch {
      #expect(error.message.contains("is another coordinator running?"))
    }
  }
}
