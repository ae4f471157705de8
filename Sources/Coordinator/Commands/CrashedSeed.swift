internal import Glibc
internal import Synchronization

/// Tells which seed was simulated when an invariant stopped the program.
enum CrashedSeed {
  private static let seed = Atomic(0)

  /// Remembers the seed that is simulated from now on.
  static func watch(_ number: Int) {
    let isFirst = seed.exchange(number, ordering: .relaxed) == 0
    guard isFirst else { return }
    signal(SIGILL) { CrashedSeed.tell($0) }
    signal(SIGTRAP) { CrashedSeed.tell($0) }
  }

  /// Says how to see the seed again, with nothing that a signal handler may not do, and dies.
  private static func tell(_ number: Int32) {
    say("coordinator simulate --seed ")
    var rest = seed.load(ordering: .relaxed)
    var place = 1
    while rest / place >= 10 { place *= 10 }
    while place > 0 {
      var digit = UInt8(ascii: "0") + UInt8(rest / place)
      _ = write(STDERR_FILENO, &digit, 1)
      rest %= place
      place /= 10
    }
    say(" --trace\n")
    signal(number, SIG_DFL)
    raise(number)
  }

  private static func say(_ text: StaticString) {
    _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}
