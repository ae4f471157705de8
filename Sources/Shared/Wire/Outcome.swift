package import Documents
package import TaskSpace

/// How an attempt ended.
package enum Outcome: Hashable, Sendable {
  /// The job is done; `seconds` is how long the worker took.
  case success(JobResult, seconds: Double)
  /// The job failed, for a reason that people can read.
  case failure(String)
  /// The worker does not hold these inputs any more: not the job's fault.
  case missingInputs([Digest])
  /// The worker stopped before the job was done: not the job's fault.
  case stopped
}

extension Outcome: Packable {
  /// The most seconds that a job may have taken: three hundred years.
  private static let longest = 1e10

  private static func isWithinLimits(_ result: JobResult) -> Bool {
    let names = result.outputs.map(\.name) + result.metrics.map(\.name)
    return result.outputs.count <= MessageLimits.outputs
      && names.allSatisfy { $0.asLine(upTo: MessageLimits.nameBytes) == $0 }
      && result.outputs.allSatisfy { $0.size >= 0 }
  }

  package var packedValue: PackedValue {
    switch self {
    case .success(let result, let seconds):
      .array([.integer(0), .text(result.json.text()), .double(seconds)])
    case .failure(let reason): .array([.integer(1), .text(reason)])
    case .missingInputs(let digests): .array([.integer(2), .list(digests)])
    case .stopped: .array([.integer(3)])
    }
  }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, let code = parts.first?.integer else { return nil }
    switch (code, parts.count) {
    case (0, 3):
      guard let text = parts[1].text, text.utf8.count <= MessageLimits.resultBytes,
        let json = try? JSON(reading: text), let result = try? JobResult(json: json),
        Self.isWithinLimits(result), let seconds = parts[2].double,
        (0...Self.longest).contains(seconds)
      else { return nil }
      self = .success(result, seconds: seconds)
    case (1, 2):
      guard let reason = parts[1].line(upTo: MessageLimits.textBytes) else { return nil }
      self = .failure(reason)
    case (2, 2):
      guard let digests: [Digest] = parts[1].list(), digests.count <= MessageLimits.attempts else {
        return nil
      }
      self = .missingInputs(digests)
    case (3, 1): self = .stopped
    default: return nil
    }
  }
}
