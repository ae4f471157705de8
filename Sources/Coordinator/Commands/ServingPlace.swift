internal import Documents
internal import Service
internal import Terminal

/// The coordinator that used the state folder at one moment.
struct ServingPlace {
  private let folder: StateFolder
  private let listening: String?

  init(_ arguments: Arguments) throws(Failure) {
    folder = try StateOption.folder(arguments)
    listening = Self.listening(folder)
  }

  /// Throws where that coordinator has ended, whether or not another has begun.
  func checkHope() throws(Failure) {
    guard folder.isInUse, Self.listening(folder) == listening else {
      throw Failure(.unavailable, "the coordinator of \(folder.path) has ended")
    }
  }

  /// Where it listens; nil before it does.
  private static func listening(_ folder: StateFolder) -> String? {
    try? Files.readText(folder.listening)
  }
}
