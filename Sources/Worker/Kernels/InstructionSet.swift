internal import CKernels
package import Documents

/// The instruction sets that the CPU kernels are compiled for.
package enum InstructionSet: String, CaseIterable, Sendable {
  /// 512-bit vectors.
  case avx512
  /// 256-bit vectors with fused multiply-add.
  case avx2
  /// What every processor has; multiplication and addition round separately.
  case baseline

  /// The name of the environment variable that masks better instruction sets.
  package static let variable = "TASKMAP_INSTRUCTIONS"

  /// The best one of this processor.
  package static var best: InstructionSet {
    switch ck_best_level() {
    case Int32(CK_AVX512.rawValue): .avx512
    case Int32(CK_AVX2.rawValue): .avx2
    default: .baseline
    }
  }

  /// Those that this processor has, best first.
  package static var available: [InstructionSet] {
    allCases.filter { $0.level <= best.level }
  }

  /// The one that `environment` asks for, or the best.
  package static func choose(
    environment: [String: String]
  ) throws(Failure) -> (choice: InstructionSet, reason: String) {
    guard let wish = environment[variable] else {
      return (best, "the best that this processor has")
    }
    guard let choice = InstructionSet(rawValue: wish) else {
      throw Failure(
        .usage,
        "\(variable) is '\(wish)'; it takes "
          + allCases.map(\.rawValue).joined(separator: ", "))
    }
    guard choice.level <= best.level else {
      throw Failure(
        .unavailable,
        "\(variable) is '\(wish)', which this processor lacks; it has "
          + available.map(\.rawValue).joined(separator: ", "))
    }
    return (choice, "because \(variable) says so")
  }

  /// What people call it.
  package var title: String {
    switch self {
    case .avx512: "AVX-512"
    case .avx2: "AVX2"
    case .baseline: "baseline"
    }
  }

  var level: Int32 {
    switch self {
    case .avx512: Int32(CK_AVX512.rawValue)
    case .avx2: Int32(CK_AVX2.rawValue)
    case .baseline: Int32(CK_BASELINE.rawValue)
    }
  }
}
