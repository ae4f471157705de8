internal import Documents
internal import Glibc
internal import Messaging
internal import Service
internal import Terminal

/// `coordinator access create|list|revoke`.
enum AccessCommand {
  static let command = Command(
    "access", "Let workers and people elsewhere connect, or no longer.", section: "Cluster",
    subcommands: [create, list, revoke])

  private static let create = Command(
    "create", "Make an access file for a worker or a person on another machine.",
    discussion: "The file holds a secret key: keep it as you would a password.",
    options: [
      .value("worker", "NAME", "For a worker of this name."),
      .value("client", "NAME", "For a person of this name, who submits and watches runs."),
      .value("admin", "NAME", "For one who may cancel and retry everybody's runs."),
      .value("out", "FILE", "The file to write."),
      .value(
        "endpoint", "ENDPOINT",
        "Where others reach the coordinator; default: where it listens, by this host's name."),
    ],
    run: grant)

  private static let list = Command(
    "list", "List who may connect.", options: [.flag("json", "Print JSON, an array.")],
    run: show)

  private static let revoke = Command(
    "revoke", "Take access away; a connection that is open counts for nothing at once.",
    operands: [Operand("NAME", "The name that access was created for.")], run: takeAway)

  private static func grant(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let wanted = Peer.Role.allCases.compactMap { role in
      arguments.textIfGiven(role.rawValue).map { (role: role, name: $0) }
    }
    guard wanted.count == 1, let (role, name) = wanted.first else {
      throw arguments.failure("name one: --worker NAME, --client NAME or --admin NAME")
    }
    let out = try arguments.text("out")
    guard !Files.exists(out) else {
      throw Failure(.usage, "\(out) exists already; choose another file")
    }
    let folder = try StateOption.folder(arguments)
    let control = try endpoint(folder, arguments)
    let access = try KeyStore(folder: folder.keys).grant(
      role, to: name, control: control, data: control.next())
    try access.write(to: out)
    Output.line(
      "\(out): access to \(control) for the \(role.rawValue) \(name)")
    if control.host == "127.0.0.1" || control.host == "localhost" {
      Output.error(
        "note: \(control) is reached from this machine only; let the coordinator listen at "
          + "tcp://*:PORT for others\n")
    }
    return .success
  }

  /// Where others reach the coordinator.
  private static func endpoint(
    _ folder: StateFolder, _ arguments: Arguments
  ) throws(Failure) -> Endpoint {
    if let text = arguments.textIfGiven("endpoint") { return try Endpoint(text) }
    guard Files.exists(folder.listening) else {
      throw Failure(
        .missingInput,
        "no coordinator has used \(folder.path) yet; start one with 'coordinator serve', or name "
          + "its --endpoint")
    }
    let lines = try Files.readText(folder.listening).split(separator: "\n")
    let bound = try Endpoint(lines.first.map(String.init) ?? "")
    return bound.isReachable ? bound : try bound.with(host: hostName)
  }

  private static var hostName: String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let isKnown = buffer.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map { gethostname($0, 255) == 0 } ?? false
    }
    return isKnown ? String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self) : "localhost"
  }

  private static func show(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let peers = try keys(arguments).peers()
    if arguments.flag("json") {
      Output.line(
        JSON.array(
          peers.map { peer in
            [
              "name": .string(peer.name), "role": .string(peer.role.rawValue),
              "publicKey": .string(peer.publicKey),
            ]
          }
        ).text())
      return .success
    }
    var table = Table(["name", "role", "public key"])
    for peer in peers { table.add([peer.name, peer.role.rawValue, peer.publicKey]) }
    Output.write(table.text(width: Screen.output.columns, style: arguments.style) + "\n")
    return .success
  }

  private static func takeAway(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let peer = try keys(arguments).revoke(try arguments.text("NAME"))
    Output.line("\(peer.name) has no access any more")
    return .success
  }

  /// The keys of a coordinator that has been here; makes none.
  private static func keys(_ arguments: Arguments) throws(Failure) -> KeyStore {
    let folder = try StateOption.folder(arguments)
    guard Files.exists(folder.keys) else {
      throw Failure(
        .missingInput,
        "no coordinator has used \(folder.path) yet; name the right folder with --state")
    }
    return try KeyStore(folder: folder.keys)
  }
}
