import Documents
import Synchronization
import Terminal

/// PyTorch in an environment of its own in the build folder: made once, used by later tests.
enum Torch {
  /// The root of the repository.
  static let repository = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  /// The example that exports carry.
  static let example = "\(repository)/Sources/Coordinator/Commands/taskmap_torch.py"

  private static let folder = "\(repository)/.build/torch"
  private static let made = Mutex<Result<String, Failure>?>(nil)

  /// A Python that can import torch; nil, and a sentence on the terminal, where none can be had.
  static var python: String? {
    let result = made.withLock { made in
      let result = made ?? Result { () throws(Failure) in try make() }
      made = result
      return result
    }
    switch result {
    case .success(let python): return python
    case .failure(let failure):
      print("skipped: \(failure.message)")
      return nil
    }
  }

  private static func make() throws(Failure) -> String {
    let python = "\(folder)/bin/python3"
    if runs(python, ["-c", "import torch"]) { return python }
    guard runs("/usr/bin/env", ["python3", "-m", "venv", "--clear", folder]) else {
      throw Failure(.unavailable, "there is no Python with venv (Debian package python3-venv)")
    }
    // The wheels for processors: those of PyPI bring gigabytes for graphics cards along.
    let wheels = ["--index-url", "https://download.pytorch.org/whl/cpu", "--retries", "0"]
    let needs = ["typing-extensions", "filelock", "sympy", "networkx", "jinja2", "fsspec"]
    let install = ["-m", "pip", "install", "--quiet"]
    guard runs(python, install + wheels + ["--no-deps", "torch"]), runs(python, install + needs),
      runs(python, ["-c", "import torch"])
    else { throw Failure(.unavailable, "pip could not install torch into \(folder)") }
    return python
  }

  private static func runs(_ program: String, _ arguments: [String]) -> Bool {
    guard program == "/usr/bin/env" || Files.exists(program) else { return false }
    return (try? ChildProcess.start(program, arguments, output: .nowhere))?.wait() == .success
  }
}
