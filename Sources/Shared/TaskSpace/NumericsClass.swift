/// Which arithmetic a run uses: results are the same bytes within a class, not across classes.
package struct NumericsClass: Hashable, Sendable, CustomStringConvertible {
  /// The class's name: `cpu`, `cpu-baseline`, ...
  package let name: String

  /// Makes the class called `name`.
  package init(_ name: String) { self.name = name }

  /// Fused multiply-add in 16 logical lanes: AVX2 and AVX-512 give the same bytes.
  package static let cpu = NumericsClass("cpu")
  /// Processors without fused multiply-add.
  package static let cpuBaseline = NumericsClass("cpu-baseline")

  /// The version of the arithmetic; it changes whenever any result would.
  package static let version = 8

  package var description: String { name }
}
