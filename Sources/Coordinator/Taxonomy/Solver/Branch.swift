/// A source by which a subproblem is split.
struct Branch {
  /// Its place in the subproblem.
  let place: Int
  /// Its index in the program.
  let source: Int
  /// The bound of the subproblem before.
  let bound: Double
}
