internal import Documents
internal import Service
internal import Terminal

/// `coordinator backup --out DIR`.
enum BackupCommand {
  static let command = Command(
    "backup", "Copy a state folder, consistently, while runs go on.",
    discussion: """
      The copy is a state folder: use it with --state. It has the journal as of one moment, the
      artifacts that it names and the folders of runs; on the same file system they are hard links
      and take no room. Without --keys a coordinator that uses it makes keys of its own.
      """,
    section: "State",
    options: [
      .value("out", "DIR", "The folder to make."),
      .flag("keys", "Copy the secret keys too, so that all who have access keep it."),
      .flag("json", "Print JSON."),
    ], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let folder = try StateOption.folder(arguments)
    let out = try arguments.text("out")
    let backup = try StateBackup(of: folder, at: out, takesKeys: arguments.flag("keys"))
    if backup.missing > 0 {
      Output.error(
        "note: of what the journal names, \(Format.count(backup.missing, "artifact")) could not be "
          + "copied: not there; 'coordinator fsck' says which\n")
    }
    if arguments.flag("json") {
      Output.line(
        JSON.object([
          .init("folder", .string(out)), .init("runs", .number(Double(backup.runs))),
          .init("artifacts", .number(Double(backup.artifacts.count))),
          .init("bytes", .number(Double(backup.artifacts.bytes))),
          .init("missing", .number(Double(backup.missing))),
        ]).text())
    } else {
      Output.line(
        "\(out): \(Format.count(backup.runs, "run")), "
          + "\(Format.count(backup.artifacts.count, "artifact")) "
          + "(\(Format.bytes(backup.artifacts.bytes)))")
    }
    try JournalNote.show(StateFolder(out))
    return .success
  }
}
