internal import Documents
internal import Glibc
internal import Service
internal import Terminal

/// How a followed run ended.
struct RunEnd {
  /// The last status.
  let status: JSON

  /// The run's id.
  var run: String { status["run"]?.text ?? "" }
  /// `complete`, `incomplete` or `cancelled`.
  var state: String { status["state"]?.text ?? "" }

  /// What `wait` and `submit` exit with.
  var exitStatus: ExitStatus {
    switch state {
    case "complete": .success
    case "cancelled": .interrupted
    default: .incomplete
    }
  }
}

/// Watches a run until it ends, and shows how far it is.
struct RunFollower {
  /// How often the coordinator is asked, in microseconds.
  private static let interval: UInt32 = 200_000
  private let client: Client
  private let run: String
  private let isJSON: Bool
  private let isQuiet: Bool
  private let checkHope: () throws(Failure) -> Void

  /// - Parameter checkHope: throws where the coordinator cannot answer any more.
  init(
    _ client: Client, run: String, isJSON: Bool, isQuiet: Bool = false,
    checkHope: @escaping () throws(Failure) -> Void = {}
  ) {
    self.client = client
    self.run = run
    self.isJSON = isJSON
    self.isQuiet = isQuiet
    self.checkHope = checkHope
  }

  /// Follows the run to its end; nil where `shouldStop` said so first.
  func follow(until shouldStop: () -> Bool) throws(Failure) -> RunEnd? {
    let progress = Progress.onStandardError()
    var display = RunDisplay()
    var last = 0
    var printed = ""
    while true {
      if shouldStop() {
        progress.finish()
        return nil
      }
      let status = try client.ask(
        "status", ["run": .string(run), "after": .number(Double(last))], patience: 60_000,
        checkHope: checkHope)
      display.update(status)
      for result in status["recent"]?.array ?? [] {
        last = max(last, result["number"]?.integer ?? last)
      }
      if isJSON {
        let line = display.summary(status).text()
        if line != printed { Output.line(line) }
        printed = line
      } else if !isQuiet {
        progress.show { display.view }
      }
      if Self.hasEnded(status) {
        progress.finish(isJSON || isQuiet ? nil : display.view)
        return RunEnd(status: status)
      }
      usleep(Self.interval)
    }
  }

  /// Whether nothing more will happen, the run's folder included.
  static func hasEnded(_ status: JSON) -> Bool {
    status["state"]?.text != "active" && status["publication"]?.text != "working"
  }
}
