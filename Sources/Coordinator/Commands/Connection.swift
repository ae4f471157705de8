internal import Documents
internal import Messaging
internal import Service
internal import Terminal

/// How a command finds its coordinator.
enum Connection {
  static let options: [Option] = [
    .value("connect", "ENDPOINT", "The coordinator, as tcp://HOST:PORT."),
    .value(
      "access", "FILE", "The access file of a coordinator elsewhere.",
      environment: "TASKMAP_ACCESS"),
  ]

  /// The coordinator that the options name, or the one that uses the state folder; nil where
  /// neither is there.
  static func find(_ arguments: Arguments) throws(Failure) -> Client? {
    let folder = try StateOption.folder(arguments)
    let endpoint = arguments.textIfGiven("connect")
    let file = arguments.textIfGiven("access")
    guard endpoint != nil || file != nil || folder.isServed else { return nil }
    var access = try AccessFile(at: file ?? folder.localClient)
    if let endpoint {
      let control = try Endpoint(endpoint)
      access = AccessFile(
        name: access.name, role: access.role, control: control, data: try control.next(),
        serverKey: access.serverKey, keys: access.keys)
    }
    return try Client(access)
  }

  /// As `find`; a coordinator has to be there.
  static func require(_ arguments: Arguments) throws(Failure) -> Client {
    if let client = try find(arguments) { return client }
    let folder = try StateOption.folder(arguments)
    throw Failure(
      .unavailable,
      "no coordinator is using \(folder.path); start one with 'coordinator serve', or name one "
        + "with --connect")
  }
}
