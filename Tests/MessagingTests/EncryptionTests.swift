internal import Glibc
import Messaging
import Testing

@Suite struct EncryptionTests {
  private let keys: KeyPair
  private let worker: Peer

  init() throws {
    keys = try KeyPair()
    worker = Peer(name: "node7", role: .worker, publicKey: keys.publicKey)
  }

  @Test func admittedPeersTalkAndAreKnownByTheirKey() throws {
    let server = try TestServer(admitting: [worker])
    let client = try server.client(keys)
    try client.connect(server.endpoint)
    #expect(try send([[1], [], [2, 3]], through: client))

    let message = try #require(try receive(from: server.router))
    #expect(message.frames == [[1], [], [2, 3]])
    #expect(server.allowed.peer(message.user) == worker)
    #expect(message.address == "127.0.0.1")
    #expect(try server.router.send([[4]], to: message.routingID) == .queued)
    #expect(try receive(from: client)?.frames == [[4]])
    #expect(server.allowed.counts == (0, 1))
  }

  @Test func anUnknownKeyIsRefusedAndBothSidesSaySo() throws {
    let server = try TestServer(admitting: [worker])
    let stranger = try KeyPair()
    let client = try server.client(stranger)
    let monitor = try SocketMonitor(client, in: server.context)
    try client.connect(server.endpoint)

    #expect(try happens(.refused, on: monitor))
    let refusal = try #require(eventually { server.allowed.refusals.first })
    #expect(refusal.key == stranger.publicKey)
    #expect(refusal.address == "127.0.0.1")
    #expect(abs(refusal.time - time(nil)) < 60)
    #expect(try client.send([[1]]) == .full)
    #expect(try server.router.receive() == nil)
  }

  @Test func aRevokedKeyIsRefused() throws {
    let server = try TestServer(admitting: [worker])
    server.allowed.replace(with: [])
    let client = try server.client(keys)
    let monitor = try SocketMonitor(client, in: server.context)
    try client.connect(server.endpoint)
    #expect(try happens(.refused, on: monitor))
    #expect(server.allowed.counts == (1, 0))
  }

  @Test func aKeyRevokedWhileConnectedIsNoLongerAPeer() throws {
    let server = try TestServer(admitting: [worker])
    let client = try server.client(keys)
    try client.connect(server.endpoint)
    #expect(try send([[1]], through: client))
    #expect(server.allowed.peer(try receive(from: server.router)?.user) == worker)

    // The name comes back with another key: the old connection gains nothing by it.
    let other = try KeyPair().publicKey
    server.allowed.replace(with: [Peer(name: "node7", role: .worker, publicKey: other)])
    #expect(try send([[2]], through: client))
    let message = try #require(try receive(from: server.router))
    #expect(message.user == keys.publicKey)
    #expect(server.allowed.peer(message.user) == nil)
  }

  @Test func aWrongServerKeyIsNoticed() throws {
    let server = try TestServer(admitting: [worker])
    let client = try server.client(keys, serverKey: try KeyPair().publicKey)
    let monitor = try SocketMonitor(client, in: server.context)
    try client.connect(server.endpoint)
    #expect(try happens(.handshakeFailed, on: monitor))
  }

  @Test func unencryptedPeersAreShutOut() throws {
    let server = try TestServer(admitting: [worker])
    let client = try Socket(.dealer, in: server.context)
    let monitor = try SocketMonitor(client, in: server.context)
    try client.connect(server.endpoint)
    #expect(try happens(.disconnected, on: monitor))
    #expect(try server.router.receive() == nil)
  }

  @Test func nobodyGetsInAfterTheGatekeeperStopped() async throws {
    let server = try TestServer(admitting: [worker])
    server.gatekeeper.stop()
    await server.gatekeeper.thread.waitForEnd()
    let client = try server.client(keys)
    try client.connect(server.endpoint)
    usleep(200_000)
    #expect(try client.send([[1]]) == .full)
    #expect(server.allowed.counts == (0, 0))
  }

  @Test func peersFindARestartedServer() throws {
    let serverKeys = try KeyPair()
    let context = try Context()
    let client = try Socket(
      .dealer, in: context, security: .client(keys, serverKey: serverKeys.publicKey))
    let monitor = try SocketMonitor(client, in: context)
    var endpoint = "tcp://127.0.0.1:0"
    for number in UInt8(0)..<3 {
      // libzmq gives the port back some moments after its socket was closed.
      let started = eventually {
        try? TestServer(admitting: [worker], keys: serverKeys, at: endpoint)
      }
      let server = try #require(started)
      endpoint = server.endpoint.description
      if number == 0 { try client.connect(server.endpoint) }
      // What was queued for the broken connection is lost; so a peer says again what matters.
      let heard = try eventually {
        _ = try client.send([[number]])
        return try server.router.receive()?.frames == [[number]] ? true : nil
      }
      #expect(heard == true)
    }
    #expect(try happens(.disconnected, on: monitor))
  }

  @Test func aRefusedPeerTriesAgainWithANewSocket() throws {
    let server = try TestServer(admitting: [])
    let refused = try server.client(keys)
    let monitor = try SocketMonitor(refused, in: server.context)
    try refused.connect(server.endpoint)
    #expect(try happens(.refused, on: monitor))

    server.allowed.replace(with: [worker])
    usleep(500_000)
    #expect(try refused.send([[1]]) == .full)
    let again = try server.client(keys)
    try again.connect(server.endpoint)
    #expect(try send([[2]], through: again))
    #expect(try receive(from: server.router)?.frames == [[2]])
  }

  @Test func everyRefusalIsKeptWithItsKey() throws {
    let server = try TestServer(admitting: [])
    for _ in 0..<3 {
      let client = try server.client(try KeyPair())
      try client.connect(server.endpoint)
      let count = server.allowed.counts.refused
      _ = eventually { server.allowed.counts.refused > count ? true : nil }
    }
    #expect(server.allowed.refusals.count == 3)
    #expect(Set(server.allowed.refusals.map(\.key)).count == 3)
    #expect(server.allowed.peer(nil) == nil)
    #expect(server.allowed.peer("nobody") == nil)
  }
}
