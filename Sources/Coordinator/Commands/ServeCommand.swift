internal import Documents
internal import Glibc
internal import Messaging
internal import Service
internal import Terminal

/// `coordinator serve`.
enum ServeCommand {
  static let command = Command(
    "serve", "Coordinate runs for workers here and elsewhere, until stopped.",
    discussion: """
      Artifacts travel on the next port. Workers on this machine find it by its state folder; others
      need an access file: 'coordinator access create --worker NAME --out FILE'.
      """,
    section: "Cluster",
    options: [
      .value(
        "listen", "ENDPOINT", "Where to listen, as tcp://HOST:PORT; tcp://*:PORT for everywhere.",
        default: "tcp://127.0.0.1:5750")
    ],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let folder = try StateOption.folder(arguments)
    let interruption = Interruption()
    let started = try PatientStart.service(
      folder, listening: Endpoint(try arguments.text("listen")), isTemporary: false, interruption)
    guard let service = started else { return interruption.status }
    defer { service.stop() }
    Output.error(
      "coordinator: listening at \(service.control), artifacts at \(service.data), state in "
        + "\(folder.path)\n")
    while interruption.request == nil {
      if let failure = service.ending { throw failure }
      usleep(100_000)
    }
    Output.error("coordinator: stopped; workers keep their jobs and wait for its return\n")
    return interruption.status
  }
}
