internal import Documents
internal import Jobs
internal import Kernels
internal import Pictures
internal import TaskSpace
internal import Terminal

/// `worker predict PHOTO`: what the networks of a run say about somebody's photo.
enum PredictCommand {
  private static let sheetColumns = 5

  static let command = Command(
    "predict", "Show what a run's networks say about a photo.",
    discussion: """
      The photo is a PNG or JPEG file of any size; the networks see its middle square, scaled to the
      size that they have learned. The folder gets a picture TASK.png for each task, all of them
      together in all.png, and the numbers in predictions.safetensors.

      The run has ended, in a state folder of this machine; a coordinator need not be there.
      """,
    options: [
      .value("run", "RUN", "An id, a unique prefix, or last.", default: "last"),
      .value(
        "task", "TASK", "Only this task; all that take one image by default.", isRepeated: true),
      .value(
        "state", "DIR", "The state folder of a coordinator here.", default: ".taskmap",
        environment: "TASKMAP_STATE"),
      .value("out", "DIR", "The folder to write; it is made where it is missing."),
      .flag("json", "Print JSON."),
    ],
    operands: [Operand("PHOTO", "A PNG or JPEG file.")], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let (path, folder) = (try arguments.text("PHOTO"), try arguments.text("out"))
    let photo = try read(path)
    let published = try PublishedRun(
      try arguments.text("run"), in: try arguments.text("state"))
    let models = try published.choose(arguments.texts("task"))
    let backend = try Backends.choose(environment: EnvironmentVariables.all)
    var predictions: [PhotoPrediction] = []
    for model in models {
      predictions.append(try published.network(model, on: backend).prediction(of: photo))
    }
    try write(predictions, of: photo, to: folder)
    if arguments.flag("json") {
      Output.line(
        JSON.object([
          .init("photo", .string(path)), .init("run", .string(published.models.run)),
          .init("predictions", .array(predictions.map(\.json))),
        ]).text())
      return .success
    }
    let width = predictions.map(\.task.count).max() ?? 0
    for prediction in predictions {
      Output.line("\(DisplayText.pad(prediction.task, to: width))  \(prediction.summary)")
    }
    Output.line("\(folder)/all.png shows all of it")
    return .success
  }

  private static func read(_ path: String) throws(Failure) -> Picture {
    let content = try Files.read(path)
    do throws(Failure) {
      return try Picture(photo: content)
    } catch {
      throw Failure(error.code, "\(path): \(error.message)")
    }
  }

  private static func write(
    _ predictions: [PhotoPrediction], of photo: Picture, to folder: String
  ) throws(Failure) {
    try Files.makeFolder(folder)
    for prediction in predictions {
      try Files.write(prediction.picture.png(), to: "\(folder)/\(prediction.task).png")
    }
    try Files.write(sheet(predictions, of: photo).png(), to: "\(folder)/all.png")
    try Files.write(
      PhotoPrediction.tensors(of: predictions), to: "\(folder)/predictions.safetensors")
  }

  /// The photo's middle, and all predictions under their names, each after its input where that is
  /// another picture.
  private static func sheet(_ predictions: [PhotoPrediction], of photo: Picture) -> Picture {
    let side = PhotoPrediction.side
    var cells = [("photo", photo.centreSquare.scaledByArea(width: side, height: side))]
    for prediction in predictions {
      if prediction.hasOwnInput {
        cells.append(
          ("\(prediction.task): input", prediction.input.scaledNearest(width: side, height: side)))
      }
      cells.append((prediction.task, prediction.picture))
    }
    let captioned = cells.map { Picture.grid([[$1]], columnCaptions: [$0], gap: 3) }
    let rows = stride(from: 0, to: captioned.count, by: sheetColumns).map {
      Array(captioned[$0..<min($0 + sheetColumns, captioned.count)])
    }
    return Picture.grid(rows, gap: 4)
  }
}
