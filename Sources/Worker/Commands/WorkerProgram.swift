internal import TaskSpace
internal import Terminal

/// The program `worker`.
@main struct WorkerProgram {
  static let command = Command(
    "worker", "Renders, trains and evaluates what a coordinator hands out.",
    discussion: """
      Without a command it connects to a coordinator and works until it is stopped. On the
      coordinator's own machine it finds everything by itself:

          worker

      On another machine it needs an access file, which the coordinator makes:

          coordinator access create --worker node7 --out node7.json
          worker --access node7.json
      """,
    subcommands: [
      RunCommand.command, DoctorCommand.command, PreviewCommand.command, PredictCommand.command,
      CheckDataCommand.command, ExportDataCommand.command,
    ],
    default: "run")

  static func main() { Program.run(command, version: Version.text) }
}
