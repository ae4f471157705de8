import Documents
import Glibc
import Taxonomy
import Testing

/// The solver `glpsol` of GLPK as an oracle, where it is installed.
enum GLPK {
  private static let program = "/usr/bin/glpsol"

  /// Whether it is there; says so where it is not.
  static let isThere: Bool = {
    if Files.exists(program) { return true }
    print("skipped: \(program) is not there (Debian package glpk-utils)")
    return false
  }()

  /// The optimum of a problem by its LP file; nil where it is infeasible.
  static func objective(_ problem: TaxonomyProblem) throws -> Double? {
    let stem = "/tmp/taskmap-glpsol-\(getpid())-\(UInt32.random(in: .min ... .max))"
    let (input, output) = (stem + ".lp", stem + ".out")
    defer {
      unlink(input)
      unlink(output)
    }
    try Files.write(Array(LinearProgram(problem).text.utf8), to: input, isDurable: false)
    try run([program, "--lp", input, "-w", output, "--tmlim", "60"])
    // The line "s mip ROWS COLUMNS STATUS OBJECTIVE"; status o is optimal, n and u have none.
    for line in try Files.readText(output).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.first == "s" else { continue }
      try #require(words.count == 6 && words[1] == "mip", "\(line)")
      return words[4] == "o" ? Double(words[5]) : nil
    }
    Issue.record("glpsol wrote no status")
    return nil
  }

  private static func run(_ arguments: [String]) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    var process = pid_t()
    try #require(
      posix_spawn(&process, arguments[0], &actions, nil, &words, &environment) == 0)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    try #require(status == 0, "glpsol failed")
  }
}
