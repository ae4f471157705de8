internal import Documents
internal import Service
internal import Terminal

/// `coordinator fsck`.
enum FsckCommand {
  static let command = Command(
    "fsck", "Check a state folder: the journal, every artifact and the keys.",
    discussion: """
      Reads only; a coordinator may be at work in the folder. Exits with 65 where something is wrong.
      """,
    section: "State",
    options: [.flag("json", "Print JSON.")], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let folder = try StateOption.folder(arguments)
    let check = try StateCheck(folder)
    if arguments.flag("json") {
      Output.line(json(check).text())
    } else {
      for finding in check.findings { Output.line(finding) }
      Output.line(summary(check, of: folder))
    }
    if check.isReadable { try JournalNote.show(folder) }
    return check.findings.isEmpty ? .success : ExitStatus(Failure.Code.data.rawValue)
  }

  private static func summary(_ check: StateCheck, of folder: StateFolder) -> String {
    let verdict =
      check.findings.isEmpty ? "all is right" : Format.count(check.findings.count, "finding")
    var parts = [
      "\(folder.path): \(verdict); \(Format.count(check.runs, "run")), "
        + "\(Format.count(check.jobs, "job")), \(Format.count(check.named.count, "artifact")) "
        + "(\(Format.bytes(check.named.bytes)))"
    ]
    if check.unnamed.count + check.leftovers > 0 {
      parts.append(
        "\(Format.count(check.unnamed.count, "artifact")) that nobody names "
          + "(\(Format.bytes(check.unnamed.bytes))) and "
          + "\(Format.count(check.leftovers, "unfinished file")), which 'coordinator gc' removes")
    }
    return parts.joined(separator: "; ")
  }

  private static func json(_ check: StateCheck) -> JSON {
    .object([
      .init("findings", .array(check.findings.map { .string($0) })),
      .init("runs", .number(Double(check.runs))), .init("jobs", .number(Double(check.jobs))),
      .init("artifacts", .number(Double(check.named.count))),
      .init("bytes", .number(Double(check.named.bytes))),
      .init("unnamed", .number(Double(check.unnamed.count))),
      .init("unnamedBytes", .number(Double(check.unnamed.bytes))),
      .init("leftovers", .number(Double(check.leftovers))),
    ])
  }
}
