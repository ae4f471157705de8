import Documents
internal import Glibc
import Messaging
import TestSupport
import Testing

@Suite struct KeyStoreTests {
  private let temporary = TemporaryFolder()
  private var folder: String { "\(temporary.path)/state/keys" }
  private let control: Endpoint
  private let data: Endpoint

  init() throws {
    control = try Endpoint("tcp://node:7000")
    data = try control.next()
  }

  @Test func secretsAreReadableByTheirOwnerOnly() throws {
    let store = try KeyStore(folder: folder)
    try store.prepareLocalAccess(control: control, data: data)
    #expect(permissions(of: folder) == 0o700)
    let names = Files.names(in: folder)
    #expect(
      names == [".lock", "allowed.json", "local-client.json", "local-worker.json", "server.json"])
    for name in names { #expect(permissions(of: "\(folder)/\(name)") == 0o600) }
  }

  @Test func theServersKeysStay() throws {
    #expect(try KeyStore(folder: folder).serverKeys == KeyStore(folder: folder).serverKeys)
  }

  @Test func grantsAreListedUntilRevoked() throws {
    let store = try KeyStore(folder: folder)
    let before = store.stamp
    let access = try store.grant(.worker, to: "node7", control: control, data: data)
    _ = try store.grant(.client, to: "anna", control: control, data: data)
    #expect(store.stamp != before)
    #expect(try KeyStore(folder: folder).peers().map(\.name) == ["anna", "node7"])
    #expect(
      try store.peers().last
        == Peer(name: "node7", role: .worker, publicKey: access.keys.publicKey))
    #expect(access.serverKey == store.serverKeys.publicKey)

    try store.revoke("node7")
    #expect(try store.peers().map(\.name) == ["anna"])
    let again = try store.grant(.worker, to: "node7", control: control, data: data)
    #expect(again.keys != access.keys)
  }

  @Test(arguments: ["", ".hidden", "a/b", "..", "a b", "local-worker", "anna"])
  func unsuitableNamesAreExplained(_ name: String) throws {
    let store = try KeyStore(folder: folder)
    _ = try store.grant(.client, to: "anna", control: control, data: data)
    let failure = try #require(throws: Failure.self) {
      try store.grant(.worker, to: name, control: control, data: data)
    }
    #expect(failure.code == .usage)
  }

  @Test func accessNeedsAHostThatOthersCanReach() throws {
    let store = try KeyStore(folder: folder)
    let everywhere = try Endpoint("tcp://*:7000")
    let failure = try #require(throws: Failure.self) {
      try store.grant(.worker, to: "node7", control: everywhere, data: everywhere.next())
    }
    #expect(failure.message.contains("under which host name"))
    #expect(try store.peers().isEmpty)
  }

  @Test func aDamagedLocalFileIsReportedWithTheRemedy() throws {
    let store = try KeyStore(folder: folder)
    try Files.write(Array("{}".utf8), to: store.localPath(.worker), mode: 0o600)
    let failure = try #require(throws: Failure.self) {
      try store.prepareLocalAccess(control: control, data: data)
    }
    #expect(failure.message.contains("or remove it"))
  }

  @Test func revokingNobodyIsAnError() throws {
    let failure = try #require(throws: Failure.self) { try KeyStore(folder: folder).revoke("x") }
    #expect(failure.message.contains("nobody is called 'x'"))
  }

  @Test func localAccessKeepsItsKeysAndFollowsTheEndpoints() throws {
    let store = try KeyStore(folder: folder)
    try store.prepareLocalAccess(control: control, data: data)
    let first = try AccessFile(at: store.localPath(.worker))
    try store.prepareLocalAccess(control: data, data: control)
    let second = try AccessFile(at: store.localPath(.worker))
    #expect(first.keys == second.keys)
    #expect(second.control == data)
    #expect(try AccessFile(at: store.localPath(.client)).role == .admin)
    #expect(try store.peers().map(\.name) == ["local-client", "local-worker"])
  }

  @Test func damageIsReportedWithTheRemedy() throws {
    let store = try KeyStore(folder: folder)
    _ = try store.grant(.client, to: "anna", control: control, data: data)
    for (name, remedy) in [("allowed.json", "grant access anew"), ("server.json", "backup")] {
      try Files.write(Array("{\"version\": 1".utf8), to: "\(folder)/\(name)", mode: 0o600)
      let failure = try #require(throws: Failure.self) { try KeyStore(folder: folder).peers() }
      #expect(failure.code == .data)
      #expect(failure.message.contains(name) && failure.message.contains(remedy))
    }
  }

  @Test func grantsOfManyThreadsAllArrive() async throws {
    let store = try KeyStore(folder: folder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<20 {
        group.addTask { [control, data] in
          _ = try store.grant(.worker, to: "node\(index)", control: control, data: data)
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.peers().count == 20)
  }
}
