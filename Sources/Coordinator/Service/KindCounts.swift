internal import Documents
internal import TaskSpace

/// How many jobs of one kind are where.
struct KindCounts {
  let kind: JobKind
  var total = 0
  var done = 0
  var running = 0
  var failed = 0

  var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("total", .number(Double(total))),
      .init("done", .number(Double(done))), .init("running", .number(Double(running))),
      .init("failed", .number(Double(failed))),
      .init("left", .number(Double(total - done - running - failed))),
    ])
  }
}
