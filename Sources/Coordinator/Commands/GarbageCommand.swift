internal import Documents
internal import Service
internal import Terminal

/// `coordinator gc`.
enum GarbageCommand {
  static let command = Command(
    "gc", "Remove what no run needs from a state folder.",
    discussion: """
      These are checkpoints that were superseded, artifacts that no job names and files that were
      never finished. Results stay, those of cancelled runs too: the same spec goes on with them.
      No coordinator may be at work in the folder; with --dry-run one may.
      """,
    section: "State",
    options: [
      .flag("dry-run", "Say what would be removed, and remove nothing."),
      .flag("json", "Print JSON."),
    ], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let folder = try StateOption.folder(arguments)
    // A lock would make the folder.
    guard Files.exists(folder.journal) else {
      throw Failure(
        .missingInput, "there is no journal at \(folder.journal); name its folder with --state")
    }
    let isTrial = arguments.flag("dry-run")
    let garbage: StateGarbage
    if isTrial {
      garbage = try StateGarbage(in: folder)
    } else {
      let lock = try folder.lock()
      garbage = try StateGarbage(in: folder)
      garbage.remove(holding: lock)
    }
    show(garbage, isTrial, arguments)
    try JournalNote.show(folder)
    return .success
  }

  private static func show(_ garbage: StateGarbage, _ isTrial: Bool, _ arguments: Arguments) {
    let bytes = garbage.artifacts.bytes + garbage.leftovers.bytes
    guard !arguments.flag("json") else {
      Output.line(
        JSON.object([
          .init("removed", .bool(!isTrial)),
          .init("artifacts", .number(Double(garbage.artifacts.count))),
          .init("leftovers", .number(Double(garbage.leftovers.count))),
          .init("bytes", .number(Double(bytes))),
        ]).text())
      return
    }
    Output.line(
      "\(isTrial ? "would remove" : "removed") \(Format.count(garbage.artifacts.count, "artifact")) "
        + "and \(Format.count(garbage.leftovers.count, "unfinished file")): "
        + Format.bytes(bytes))
  }
}
