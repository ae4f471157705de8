internal import Glibc
internal import Testing

extension EndToEndTests {
  /// Everything at once, drawn from a seed: murders, pauses, cuts, garbage, strangers, workers of
  /// other versions, damage, full disks and poison.
  @Suite struct ChaosTests {
    /// `chaos.sh` sets other ones.
    private static let seed = variable("TASKMAP_CHAOS_SEED").flatMap { UInt64($0) } ?? 1
    private static let seconds = variable("TASKMAP_CHAOS_SECONDS").flatMap { Double($0) } ?? 4

    @Test func aRunThroughChaosEndsWithTheBytesOfAnUndisturbedOne() throws {
      let chaos = try Chaos(seed: Self.seed)
      try chaos.run(seconds: Self.seconds)
    }

    private static func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }
    }
  }
}
