internal import Datasets
internal import Documents
internal import TaskSpace
internal import Terminal

/// `worker export-data`: rendered rooms as files that other programs read.
enum ExportDataCommand {
  static let command = Command(
    "export-data", "Write rendered rooms in the layout of the released Taskonomy data.",
    discussion: """
      A folder for each split, in it a folder for each kind of label, and a table of the splits:
      exactly what a spec with "data": "taskonomy" reads. Anybody may pass such a dataset on.
      """,
    options: [
      .value("out", "DIR", "The folder, which is made."),
      .value(
        "rooms", "COUNT", "How many rooms, 6 or more, where no spec says it; four images each."),
      .value("set", "KEY=VALUE", "Change a setting of the spec.", isRepeated: true),
    ],
    operands: [
      Operand("SPEC", "A job spec, whose rooms are written.", isOptional: true)
    ], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let out = try arguments.text("out")
    guard Files.names(in: out).isEmpty else {
      throw Failure(.usage, "--out \(out): the folder is not empty; name another")
    }
    let export = try RoomExport(try reference(arguments), to: out)
    do {
      let images = try export.write()
      let rooms = Format.count(export.rooms)
      Output.line("\(Format.count(images)) images of \(rooms) rooms in \(out)")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.software, "the export was given up: \(error)")
    }
    return .success
  }

  private static func reference(_ arguments: Arguments) throws(Failure) -> DatasetReference {
    let rooms = try arguments.integerIfGiven("rooms", in: 6...10_000_000)
    let file = arguments.textIfGiven("SPEC")
    guard (file == nil) != (rooms == nil) else {
      throw arguments.failure("name either a spec or the number of --rooms")
    }
    var settings = arguments.texts("set")
    if let rooms {
      // Nearly as the paper divides its images.
      let transfer = max(1, rooms * 15 / 100)
      let test = max(2, transfer)
      let validation = max(2, transfer / 4)
      settings =
        [
          "splits.train=\(rooms - transfer - validation - test)", "splits.transfer=\(transfer)",
          "splits.validation=\(validation)", "splits.test=\(test)",
        ] + settings
    }
    let text = try file.map { path throws(Failure) in try Files.readText(path) } ?? "{}"
    return try JobSpec(text: text, file: file ?? "--rooms", settings: settings).data
  }
}
