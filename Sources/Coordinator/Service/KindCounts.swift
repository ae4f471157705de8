internal import Documents
internal import Scheduling
internal import TaskSpace

/// How many jobs of one kind are where.
struct KindCounts {
  let kind: JobKind
  private var total = 0
  private var done = 0
  private var running = 0
  private var failed = 0

  init(kind: JobKind) { self.kind = kind }

  /// Counts so many jobs that are in `state`.
  mutating func add(_ state: JobState, jobs: Int = 1) {
    total += jobs
    switch state {
    case .succeeded: done += jobs
    case .running: running += jobs
    case .failed, .blocked, .cancelled: failed += jobs
    case .waiting, .ready: break
    }
  }

  var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("total", .number(Double(total))),
      .init("done", .number(Double(done))), .init("running", .number(Double(running))),
      .init("failed", .number(Double(failed))),
      .init("left", .number(Double(total - done - running - failed))),
    ])
  }
}
