internal import Documents
internal import Service
internal import Terminal

/// The option that names the folder in which a coordinator keeps everything.
enum StateOption {
  static let option = Option.value(
    "state", "DIR", "The folder in which a coordinator keeps everything.", default: ".taskmap",
    environment: "TASKMAP_STATE")

  static func folder(_ arguments: Arguments) throws(Failure) -> StateFolder {
    StateFolder(try arguments.text("state"))
  }
}
