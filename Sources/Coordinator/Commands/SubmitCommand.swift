internal import Documents
internal import Messaging
internal import Service
internal import TaskSpace
internal import Terminal

/// `coordinator submit SPEC`.
enum SubmitCommand {
  static let command = Command(
    "submit", "Compute a map: submit a spec as a run, and follow it.",
    discussion: """
      Hands the run to the coordinator that --connect names or that uses the state folder. Where
      there is none, starts one in this process, with a worker on this machine, and ends when the
      run ends. Ctrl-C stops it; the same command again goes on where it stopped.
      """,
    section: "Runs",
    options: Connection.options + DataOptions.options + [
      .value("set", "KEY=VALUE", "Change a setting of the spec.", isRepeated: true),
      .flag(
        "estimate",
        "Train no transfers: make the map of closed-form estimates (a fraction of the time)."),
      .value("slots", "N", "Jobs at once, where a worker is started here; default: one a core."),
      .flag("detach", "Do not follow the run (with a coordinator that goes on)."),
      .flag("json", "Print progress and results as JSON, an object a line."),
    ],
    operands: [Operand("SPEC", "The job spec, such as jobs/quick.json.")],
    run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let read = try SpecFile.read(
      try arguments.text("SPEC"),
      settings: arguments.texts("set")
        + (arguments.flag("estimate") ? ["estimate=true"] : []))
    let spec = try DataOptions.fill(read, arguments)
    try SpecFile.checkKernels(spec)
    let interruption = Interruption()
    while let client = try Connection.find(arguments) {
      let place = try ServingPlace(arguments)
      if let status = try submit(spec, to: client, at: place, arguments, interruption) {
        return status
      }
      Output.error("the command that computed here has ended; this one goes on by itself\n")
    }
    guard !arguments.flag("detach") else {
      throw Failure(
        .usage, "--detach needs a coordinator that goes on; start one with 'coordinator serve'")
    }
    return try LocalCluster.run(spec, arguments, interruption)
  }

  /// Follows the run at a coordinator; nil where that was another command's and has ended.
  private static func submit(
    _ spec: JobSpec, to client: Client, at place: ServingPlace, _ arguments: Arguments,
    _ interruption: Interruption
  ) throws(Failure) -> ExitStatus? {
    let reply = try client.ask(
      "submit", ["spec": spec.json, "detached": .bool(arguments.flag("detach"))], patience: 60_000)
    let run = reply["run"]?.text ?? ""
    if arguments.flag("detach") {
      Output.line(arguments.flag("json") ? reply.text() : run)
      return .success
    }
    let isTemporary = reply["temporary"]?.bool == true
    let follower = RunFollower(client, run: run, isJSON: arguments.flag("json")) {
      () throws(Failure) in
      if isTemporary { try place.checkHope() }
    }
    let end: RunEnd?
    do throws(Failure) {
      end = try follower.follow { interruption.request != nil }
    } catch {
      guard isTemporary, error.code == .unavailable else { throw error }
      return nil
    }
    guard let end else {
      Output.error("the run \(run) goes on; 'coordinator status' shows it\n")
      return interruption.status
    }
    try RunConclusion(end, arguments).show()
    return end.exitStatus
  }
}
