internal import TaskSpace

/// First-order measurements by row and column.
struct MatrixGrid {
  private struct Key: Hashable {
    let source: String
    let target: String
  }

  /// The rows: the own network, the tasks in dictionary order, then what is no task.
  let sources: [String]
  /// The columns: the targets in dictionary order.
  let targets: [String]
  private let cells: [Key: Measurement]

  /// The first-order rows of `table`.
  init(_ table: [Measurement], tasks: [TaskEntry]) {
    let first = table.filter { $0.order == 1 }
    cells = Dictionary(
      first.map { (Key(source: $0.label, target: $0.target), $0) },
      uniquingKeysWith: { _, last in last })
    sources = Self.sorted(Set(first.map(\.label)), tasks)
    targets = Self.sorted(Set(first.map(\.target)), tasks)
  }

  /// The measurement of a cell; nil where there is none.
  subscript(source: String, target: String) -> Measurement? {
    cells[Key(source: source, target: target)]
  }

  /// Whether a gap belongs above this row: below the own network, and above what is no task.
  func opensBlock(_ source: String) -> Bool {
    guard let index = sources.firstIndex(of: source), index > 0 else { return false }
    return rank(sources[index - 1]) != rank(source)
  }

  /// How a row is called.
  func caption(_ source: String) -> String {
    source == TaskDictionary.supervised ? "own network" : source
  }

  /// Whether `source` is the best of the other tasks for `target`.
  func isBest(_ source: String, for target: String, highest: Bool) -> Bool {
    let rivals = sources.filter { rank($0) == 1 && $0 != target }
    let known = rivals.compactMap { self[$0, target] }
    let best = known.max { highest ? $0.value < $1.value : $0.value > $1.value }
    return best?.label == source
  }

  private func rank(_ source: String) -> Int { Self.rank(source) }

  private static func rank(_ source: String) -> Int {
    switch source {
    case TaskDictionary.supervised: 0
    case TaskDictionary.random, TaskDictionary.scratch, TaskDictionary.average: 2
    default: 1
    }
  }

  private static func sorted(_ names: Set<String>, _ tasks: [TaskEntry]) -> [String] {
    let places = Dictionary(
      tasks.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    return names.sorted {
      let left = (rank($0), places[$0] ?? Int.max, $0)
      let right = (rank($1), places[$1] ?? Int.max, $1)
      return left < right
    }
  }
}
