internal import Documents
internal import Terminal

/// A run's status as a page of text.
struct StatusText {
  private let status: JSON
  private let style: Style

  init(_ status: JSON, _ style: Style) {
    self.status = status
    self.style = style
  }

  var text: String {
    var lines = [headline]
    if let reason = status["reason"]?.text { lines.append("because: \(reason)") }
    if let pause = status["paused"]?.text { lines.append(style.paint("paused: ", .red) + pause) }
    lines.append(kinds)
    if let files = status["skippedFiles"]?.integer, files > 0 {
      lines.append(
        "data: \(Format.count(files)) damaged files were left out; 'worker check-data' names them")
    }
    lines += running + failed + [cluster]
    if status["state"]?.text != "active", let folder = status["folder"]?.text {
      lines.append("results: \(folder)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var headline: String {
    let done = Format.count(status["done"]?.integer ?? 0)
    let total = Format.count(status["total"]?.integer ?? 0)
    let eta = status["eta"]?.number.flatMap { eta in
      eta > 0 && status["state"]?.text == "active" ? ", about \(Format.duration(eta)) left" : nil
    }
    return style.bold(status["run"]?.text ?? "")
      + "  \(status["state"]?.text ?? ""), \(done) of \(total) jobs\(eta ?? "")"
  }

  private var kinds: String {
    var table = Table([
      "kind", .init("done", .right), .init("running", .right), .init("left", .right),
      .init("failed", .right), .init("total", .right),
    ])
    for kind in status["kinds"]?.array ?? [] {
      table.add(
        [kind["kind"]?.text ?? ""]
          + ["done", "running", "left", "failed", "total"].map {
            Format.count(kind[$0]?.integer ?? 0)
          })
    }
    return table.text(width: Screen.output.columns, style: style)
  }

  private var running: [String] {
    (status["running"]?.array ?? []).map { job in
      let note = job["note"]?.text.flatMap { $0.isEmpty ? nil : ", \($0)" } ?? ""
      let time = Format.duration(job["seconds"]?.number ?? 0)
      return "running: \(job["title"]?.text ?? "") on \(job["worker"]?.text ?? ""), \(time)\(note)"
    }
  }

  private var failed: [String] {
    (status["failed"]?.array ?? []).map { job in
      style.paint("failed: ", .red)
        + "\(job["title"]?.text ?? "") (\(job["job"]?.text ?? "")): \(job["reason"]?.text ?? "")"
    }
  }

  private var cluster: String {
    if status["coordinator"]?.text == "none" {
      return "no coordinator is running"
        + (status["state"]?.text == "active" ? "; submit the spec again to go on" : "")
    }
    let workers = status["workers"]?.array ?? []
    if workers.isEmpty { return "no worker is connected" }
    return workers.map { worker in
      "worker \(worker["name"]?.text ?? ""): \(worker["busy"]?.integer ?? 0) of "
        + "\(worker["slots"]?.integer ?? 0) slots busy, \(worker["hardware"]?.text ?? "")"
    }.joined(separator: "\n")
  }
}
