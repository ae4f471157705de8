internal import Documents
internal import Glibc

/// Other solvers on LP files: GLPK's `glpsol`, and HiGHS and Gurobi where Python has them.
struct OtherSolvers {
  /// A solver's time and optimum on one file; nil where it was not there or not done.
  typealias Answer = (milliseconds: Double, objective: Double)

  private let folder: String

  /// Solvers whose files go to `folder`.
  init(folder: String) { self.folder = folder }

  /// The wall time of a whole `glpsol` process, reading its file included.
  func glpsol(_ path: String, seconds: Int) throws(Failure) -> Answer? {
    let result = "\(folder)/result"
    let start = ContinuousClock.now
    _ = try output("glpsol --lp '\(path)' --tmlim \(seconds) -w '\(result)' 2>&1")
    let time = ContinuousClock.now - start
    guard Files.exists(result) else { return nil }
    defer { unlink(result) }
    // The line "s mip ROWS COLUMNS STATUS OBJECTIVE"; status o is optimal.
    for line in try Files.readText(result).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.first == "s", words.count == 6, words[4] == "o", let value = Double(words[5])
      else { continue }
      return (time / .milliseconds(1), value)
    }
    return nil
  }

  /// The solve times of a Python library on the files, one thread, reading left out; nil where
  /// Python cannot import it.
  func python(_ library: Library, _ paths: [String], seconds: Int) throws(Failure) -> [Answer?]? {
    // Not the library's own name: Python would import the script instead.
    let script = "\(folder)/solve-with-\(library.rawValue).py"
    try Files.write(Array(library.script.utf8), to: script, isDurable: false)
    let list = paths.map { "'\($0)'" }.joined(separator: " ")
    let text = try output("python3 '\(script)' \(seconds) \(list) 2>/dev/null")
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("answer ") }
    guard lines.count == paths.count else { return nil }
    return lines.map { line in
      let words = line.split(separator: " ")
      guard words.count == 3, let time = Double(words[1]), let value = Double(words[2]) else {
        return nil
      }
      return (time, value)
    }
  }

  /// A solver that Python may have.
  enum Library: String, CaseIterable {
    case highspy
    case gurobipy

    fileprivate var script: String {
      switch self {
      case .highspy:
        """
        import sys, time, highspy
        for path in sys.argv[2:]:
            model = highspy.Highs()
            model.setOptionValue("output_flag", False)
            model.setOptionValue("threads", 1)
            model.setOptionValue("mip_rel_gap", 0.0)
            model.setOptionValue("time_limit", float(sys.argv[1]))
            model.readModel(path)
            start = time.perf_counter()
            model.run()
            spent = 1e3 * (time.perf_counter() - start)
            done = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
            print("answer", spent, model.getInfo().objective_function_value if done else "none")

        """
      case .gurobipy:
        """
        import sys, time, gurobipy
        quiet = gurobipy.Env(params={"OutputFlag": 0})
        for path in sys.argv[2:]:
            model = gurobipy.read(path, env=quiet)
            model.Params.Threads = 1
            model.Params.MIPGap = 0
            model.Params.TimeLimit = float(sys.argv[1])
            start = time.perf_counter()
            model.optimize()
            spent = 1e3 * (time.perf_counter() - start)
            print("answer", spent, model.ObjVal if model.Status == 2 else "none")

        """
      }
    }
  }

  private func output(_ command: String) throws(Failure) -> String {
    guard let pipe = popen(command, "r") else { throw Failure(.io, "cannot run \(command)") }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, pipe)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
