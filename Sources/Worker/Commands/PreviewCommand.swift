internal import Documents
internal import Pictures
internal import Scenes
internal import TaskSpace
internal import Terminal

/// `worker preview`: what the images and labels of a spec look like.
enum PreviewCommand {
  static let command = Command(
    "preview", "Draw rooms of a spec's test split, with all their labels.",
    options: [
      .value("out", "FILE", "The picture, a PNG file."),
      .value("rooms", "COUNT", "How many rooms.", default: "16"),
      .value("set", "KEY=VALUE", "Change a setting of the spec.", isRepeated: true),
    ],
    operands: [Operand("SPEC", "A job spec.")],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let (file, out) = (try arguments.text("SPEC"), try arguments.text("out"))
    let rooms = try arguments.integer("rooms", in: 1...256)
    let spec = try JobSpec(
      text: try Files.readText(file), file: file, settings: arguments.texts("set"))
    let data = spec.data
    guard data.kind == .scenes else {
      throw Failure(.data, "\(file): a preview shows rendered rooms; \"data\" is something else")
    }
    let parameters = SceneParameters(
      seed: UInt64(bitPattern: Int64(data.seed)), size: data.size, views: 1,
      supersampling: data.supersampling)
    let renderer = SceneRenderer(parameters)
    let first = data.firstIndex(.test)
    let samples = (0..<rooms).map { renderer.sample(first + $0) }
    try Files.write(SceneSample.contactSheet(of: samples).png(), to: out)
    return .success
  }
}
