internal import Documents
internal import Terminal

/// `worker doctor`: whether this machine can work, and how well.
enum DoctorCommand {
  static let command = Command(
    "doctor", "Check this machine, its libraries and the way to the coordinator.",
    discussion: """
      The exit status is 0 where a worker could work here, 69 otherwise. A coordinator that is
      not there does not count, one that refuses the access file does.
      """,
    options: CoordinatorAddress.options + [
      .value("cache", "DIR", "Where artifacts and rooms are kept.", environment: "TASKMAP_CACHE"),
      .flag("json", "Print JSON."),
    ], run: run)

  private static func run(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let cache = arguments.textIfGiven("cache") ?? WorkerConfiguration.defaultCacheFolder
    let findings =
      Diagnosis.machine() + Diagnosis.libraries() + [Diagnosis.disk(cache)]
      + [try Diagnosis.coordinator(CoordinatorAddress(arguments))]
    let isFit = findings.allSatisfy { $0.verdict != .bad }
    if arguments.flag("json") {
      Output.line(json(findings, isFit: isFit).text())
    } else {
      print(findings, isFit: isFit, style: arguments.style)
    }
    return isFit ? .success : ExitStatus(Failure.Code.unavailable.rawValue)
  }

  private static func print(_ findings: [Finding], isFit: Bool, style: Style) {
    let width = findings.map { $0.name.count }.max() ?? 0
    for finding in findings {
      let mark =
        switch finding.verdict {
        case .good: style.paint("ok ", .green)
        case .remark: style.paint("-- ", .yellow)
        case .bad: style.paint("BAD", .red)
        }
      Output.line("\(mark)  \(DisplayText.pad(finding.name, to: width))  \(finding.text)")
    }
    Output.line(isFit ? "This machine can work." : "This machine cannot work yet.")
  }

  private static func json(_ findings: [Finding], isFit: Bool) -> JSON {
    [
      "fit": .bool(isFit),
      "findings": .array(
        findings.map { finding in
          [
            "name": .string(finding.name), "verdict": .string(finding.verdict.rawValue),
            "text": .string(finding.text),
          ]
        }),
    ]
  }
}
