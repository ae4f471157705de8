internal import Documents
internal import Terminal

/// A run's status as lines for a terminal.
struct RunDisplay {
  private var status: JSON = .object([])
  private var latest: [JSON] = []

  /// Takes in a new status.
  mutating func update(_ status: JSON) {
    self.status = status
    latest = (latest + (status["recent"]?.array ?? [])).suffix(3)
  }

  /// What is shown now.
  var view: ProgressView {
    let total = status["total"]?.number ?? 0
    let done = status["done"]?.number ?? 0
    let fraction = total > 0 ? done / total : 0
    return ProgressView(
      lines: lines(fraction), plain: plain, phase: phase, fraction: fraction)
  }

  /// What programs get: the status without the list of last results.
  func summary(_ status: JSON) -> JSON {
    .object((status.members ?? []).filter { $0.name != "recent" && $0.name != "running" })
  }

  private func lines(_ fraction: Double) -> [String] {
    let bar = ProgressView.bar(fraction, width: 24)
    var lines = ["\(bar) \(counts)\(remaining)", kinds]
    for job in (status["running"]?.array ?? []).prefix(4) {
      let part = job["fraction"]?.number.map { " \(Format.percent($0, 0))" } ?? ""
      let note = job["note"]?.text.flatMap { $0.isEmpty ? nil : ", \($0)" } ?? ""
      lines.append("  running  \(job["title"]?.text ?? "")\(part)\(note)")
    }
    for result in latest {
      let loss = result["loss"]?.number.map { ", loss \(Format.decimal($0, 4))" } ?? ""
      let seconds = Format.duration(result["seconds"]?.number ?? 0)
      lines.append("  done     \(result["title"]?.text ?? "") in \(seconds)\(loss)")
    }
    if let pause = status["paused"]?.text { lines.append("  paused   \(pause)") }
    if (status["workers"]?.array ?? []).isEmpty { lines.append("  no worker is connected") }
    return lines
  }

  private var counts: String {
    "\(status["done"]?.integer ?? 0) of \(status["total"]?.integer ?? 0) jobs"
  }

  private var remaining: String {
    guard let eta = status["eta"]?.number, eta > 0 else { return "" }
    return ", about \(Format.duration(eta)) left"
  }

  /// The first kind of job that is not done: maps are made phase by phase.
  private var phase: String {
    if status["paused"]?.text != nil { return "paused" }
    let open = (status["kinds"]?.array ?? []).first { kind in
      (kind["left"]?.integer ?? 0) + (kind["running"]?.integer ?? 0) > 0
    }
    if let open { return open["kind"]?.text ?? "" }
    return status["publication"]?.text == "working" ? "report" : "done"
  }

  private var kinds: String {
    (status["kinds"]?.array ?? []).map { kind in
      let failed = kind["failed"]?.integer ?? 0
      return "\(kind["kind"]?.text ?? "") \(kind["done"]?.integer ?? 0)"
        + "/\(kind["total"]?.integer ?? 0)" + (failed > 0 ? " (\(failed) failed)" : "")
    }.joined(separator: "  ")
  }

  private var plain: String { "\(phase): \(counts)\(remaining)" }
}
