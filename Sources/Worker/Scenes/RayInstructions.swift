internal import CScenes

/// The instruction sets that rays are compiled for; all give the same bytes.
package enum RayInstructions: Int32, CaseIterable, Sendable {
  /// What every processor has.
  case baseline
  /// 256-bit vectors.
  case avx2
  /// 512-bit vectors.
  case avx512

  /// The best ones of this processor.
  package static let best =
    RayInstructions(rawValue: Int32(scene_best_instructions().rawValue)) ?? .baseline

  /// Those that this processor has, slowest first.
  package static var available: [RayInstructions] {
    allCases.filter { $0.rawValue <= best.rawValue }
  }

  var number: SceneInstructions { SceneInstructions(rawValue: UInt32(rawValue)) }
}
