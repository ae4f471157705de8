import Documents
import Glibc
import Messaging
import TaskSpace
import Wire

/// A worker of another version, with a good key.
///
///     Impostor ACCESS-FILE protocol|rooms
///
/// Says hello in another version of the protocol, or with another version of the room generator,
/// and prints why it was refused. Ends with status 1 where it was not within ten seconds.
@main struct Impostor {
  static func main() throws {
    let words = CommandLine.arguments
    guard words.count == 3, words[2] == "protocol" || words[2] == "rooms" else { exit(64) }
    let isOfOtherProtocol = words[2] == "protocol"
    let access = try AccessFile(at: words[1])
    let context = try Context()
    let socket = try Socket(
      .dealer, in: context, security: .client(access.keys, serverKey: access.serverKey))
    try socket.connect(access.control)
    let hello = WorkerMessage.hello(
      WorkerHello(
        name: "impostor", incarnation: "\(getpid())", version: "0", cache: "none", slots: 1,
        numerics: [NumericsClass.cpu.name],
        sceneGenerator: DatasetReference.sceneGeneratorVersion - (isOfOtherProtocol ? 0 : 1),
        hardware: "none", running: [], finished: [], holdings: []))
    let name = isOfOtherProtocol ? "TASKMAP/0" : MessageLimits.protocolName
    for look in 0..<1_000 {
      if look % 100 == 0 { _ = try socket.send([Array(name.utf8), hello.packed]) }
      while let incoming = try socket.receive() {
        guard incoming.frames.count == 2 else { continue }
        switch CoordinatorMessage(packed: incoming.frames[1]) {
        case .refuse(let reason):
          print(reason)
          exit(0)
        case .assign:
          print("it was given work")
          exit(1)
        default: continue
        }
      }
      usleep(10_000)
    }
    print("nobody refused it")
    exit(1)
  }
}
