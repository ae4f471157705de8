internal import Documents
internal import Glibc
internal import Messaging
internal import Terminal

/// Where the coordinator is, and the file that lets us in.
struct CoordinatorAddress {
  static let options: [Option] = [
    .value(
      "connect", "ENDPOINT", "The coordinator's tcp://HOST:PORT, if not the access file's.",
      isValueOptional: true),
    .value("access", "FILE", "The access file.", environment: "TASKMAP_ACCESS"),
    .value(
      "state", "DIR", "The state folder of a coordinator here.", default: ".taskmap",
      environment: "TASKMAP_STATE"),
  ]

  /// The access file's path.
  let path: String
  /// Whether a person named it; then it has to be there.
  private let isNamed: Bool
  private let endpoint: Endpoint?

  init(_ arguments: Arguments) throws(Failure) {
    if let text = arguments.textIfGiven("connect"), !text.isEmpty {
      let endpoint = try Endpoint(text)
      guard endpoint.isReachable else {
        throw arguments.failure("'\(text)' names no host and port to connect to")
      }
      self.endpoint = endpoint
    } else {
      endpoint = nil
    }
    isNamed = arguments.isGiven("access") || arguments.textIfGiven("access") != nil
    let state = try arguments.text("state")
    path = arguments.textIfGiven("access") ?? "\(state)/keys/local-worker.json"
  }

  /// The content of the access file; nil where it is not there, but may come.
  func read() throws(Failure) -> AccessFile? {
    if !isNamed, !Files.exists(path) { return nil }
    let file = try AccessFile(at: path)
    guard file.role == .worker else {
      throw Failure(
        .data,
        "\(path) is an access file of a \(file.role.rawValue); make one with "
          + "'coordinator access create --worker NAME --out FILE'")
    }
    guard let endpoint else { return file }
    return AccessFile(
      name: file.name, role: file.role, control: endpoint, data: try endpoint.next(),
      serverKey: file.serverKey, keys: file.keys)
  }

  /// The content of the access file, once it is there; nil where `isOver` comes first.
  func wait(until isOver: () -> Bool, telling log: ActivityLog) throws(Failure) -> AccessFile? {
    var hasTold = false
    while !isOver() {
      if let file = try read() { return file }
      if !hasTold {
        log.note(
          "no coordinator has been started here yet (\(path) is missing): waiting for it; "
            + "to work for another machine's, use --access FILE")
      }
      hasTold = true
      usleep(200_000)
    }
    return nil
  }
}
