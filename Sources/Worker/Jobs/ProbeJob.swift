internal import Datasets
internal import Glibc
internal import TaskSpace

/// Does nothing for a while.
struct ProbeJob {
  private static let nap = 5

  let milliseconds: Int

  func run(
    in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(milliseconds)
    let watch = environment.watch()
    while clock.now < end {
      try watch.check()
      let rest = Int((end - clock.now) / .milliseconds(1))
      usleep(UInt32(max(0, min(rest, Self.nap))) * 1000)
    }
    return ([], [])
  }
}
