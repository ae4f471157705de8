import Messaging
import Testing

@Suite struct AllowListTests {
  @Test func allRefusalsAreCountedAndTheLastHundredKept() {
    let allowed = AllowList([Peer(name: "a", role: .client, publicKey: "known")])
    for number in 0..<250 {
      #expect(allowed.judge(key: "\(number)", address: "10.0.0.1") != nil)
    }
    #expect(allowed.judge(key: "known", address: "10.0.0.1") == nil)
    #expect(allowed.counts == (250, 1))
    #expect(allowed.refusals.map(\.key) == (150..<250).map { "\($0)" })
  }
}
