internal import TaskSpace
internal import Terminal

/// The program `coordinator`.
@main
struct Entry {
  static func main() {
    Program.run(CoordinatorProgram.command, version: Version.text)
  }
}
