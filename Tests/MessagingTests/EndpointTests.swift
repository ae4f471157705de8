import Documents
import Messaging
import Testing

@Suite struct EndpointTests {
  @Test(arguments: [
    "tcp://127.0.0.1:7000", "tcp://*:0", "tcp://node-7.cluster.example:65535", "tcp://[::1]:7000",
  ])
  func readsItsOwnText(_ text: String) throws {
    #expect(try Endpoint(text).description == text)
  }

  @Test(arguments: [
    ("127.0.0.1:7000", "does not begin with tcp://"),
    ("tcp://node", "names no port"),
    ("tcp://[::1]", "names no port"),
    ("tcp://node:", "has the port ''"),
    ("tcp://node:65536", "has the port '65536'"),
    ("tcp://node:-1", "has the port '-1'"),
    ("tcp://node:123456789012345678901", "ports are numbers up to 65535"),
    ("tcp://:7000", "has the host ''"),
    ("tcp://a b:7000", "has the host 'a b'"),
    ("tcp://a..b:7000", "has the host 'a..b'"),
    ("tcp://[]:7000", "has the host '[]'"),
    ("tcp://Knoten\u{e4}:7000", "which is no name"),
  ])
  func saysWhatIsWrong(_ text: String, _ sentence: String) throws {
    let failure = try #require(throws: Failure.self) { try Endpoint(text) }
    #expect(failure.code == .usage)
    #expect(failure.message.contains(sentence))
  }

  @Test func artifactsTravelOnTheNextPort() throws {
    #expect(try Endpoint("tcp://node:7000").next() == Endpoint("tcp://node:7001"))
    #expect(throws: Failure.self) { try Endpoint("tcp://node:65535").next() }
  }

  @Test func onlyOneHostCanBeReached() throws {
    #expect(try Endpoint("tcp://node:7000").isReachable)
    #expect(try !Endpoint("tcp://*:7000").isReachable)
    #expect(try !Endpoint("tcp://0.0.0.0:7000").isReachable)
    #expect(try !Endpoint("tcp://node:0").isReachable)
    #expect(try Endpoint("tcp://*:7000").with(host: "node") == Endpoint("tcp://node:7000"))
  }
}
