internal import Documents
internal import Terminal
internal import Wire

extension JobExecution {
  /// What people read about a job that ended.
  static func line(_ title: String, _ outcome: Outcome, seconds: Double) -> String {
    let time = Format.duration(seconds)
    return switch outcome {
    case .success: "\(title): \(time)"
    case .failure(let reason): "\(title): failed after \(time): \(reason)"
    case .missingInputs(let digests): "\(title): \(digests.count) inputs are not here any more"
    case .stopped: "\(title): stopped after \(time)"
    }
  }
}
