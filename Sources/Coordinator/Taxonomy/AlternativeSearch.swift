/// The parts of the space of selections that are still open, each with its best choice or a bound.
///
/// A part is solved only when nothing else can be better, and then only as far as it may matter.
struct AlternativeSearch {
  /// The selections that choose some sources and leave out some.
  struct Part {
    fileprivate let chosen: Set<Int>
    fileprivate let excluded: Set<Int>
    /// What no objective in the part exceeds.
    fileprivate var bound: Double
    /// Which sources the best choice uses; nil while it is not known.
    fileprivate var selection: [Bool]?
    fileprivate var solution: Taxonomy?
  }

  private let problem: TaxonomyProblem
  private let program: SelectionProblem
  private let isCancelled: CancellationCheck
  private var parts: [Part] = []

  init(_ problem: TaxonomyProblem, _ isCancelled: @escaping CancellationCheck) {
    self.problem = problem
    self.isCancelled = isCancelled
    program = SelectionProblem(problem)
  }

  /// Adds the part where these sources are chosen and those left out.
  mutating func open(chosen: Set<Int>, excluded: Set<Int>, bound: Double) {
    parts.append(Part(chosen: chosen, excluded: excluded, bound: bound))
  }

  /// Removes the part with the highest objective, the earliest of equals, and returns it with its
  /// best choice; nil where no part has any.
  ///
  /// - Parameter wanted: how many more will be asked for: a part that is worse than so many others
  ///   is not solved to the end yet.
  mutating func takeBest(of wanted: Int) throws(Cancelled) -> (part: Part, taxonomy: Taxonomy)? {
    while let index = best {
      if let solution = parts[index].solution { return (parts.remove(at: index), solution) }
      let objectives = parts.compactMap(\.solution?.objective).sorted(by: >)
      let floor = wanted <= objectives.count ? objectives[wanted - 1] : -.infinity
      if let solved = try solved(parts[index], above: floor) {
        parts[index] = solved
      } else if floor > -.infinity, floor < parts[index].bound {
        parts[index].bound = floor
      } else {
        parts.remove(at: index)
      }
    }
    return nil
  }

  /// The place of the part with the highest bound; of equals, one that is solved.
  private var best: Int? {
    parts.indices.max { left, right in
      if parts[left].bound != parts[right].bound { return parts[left].bound < parts[right].bound }
      let areSolved = (parts[left].solution != nil, parts[right].solution != nil)
      return areSolved.0 != areSolved.1 ? areSolved.1 : left > right
    }
  }

  /// The part with its best choice; nil where none is better than `floor`.
  private func solved(_ part: Part, above floor: Double) throws(Cancelled) -> Part? {
    let rest = program.fixing(chosen: part.chosen, excluded: part.excluded)
    guard rest.budget >= -SelectionProblem.budgetSlack,
      var selection = try TaxonomySolver.optimum(
        of: rest, above: floor / program.scale, isCancelled)
    else { return nil }
    for source in part.chosen { selection[source] = true }
    let transfers = rest.targets.compactMap { rest.best($0, selection)?.transfer }
    let taxonomy = Taxonomy(transfers, of: problem)
    for (index, name) in problem.sources.enumerated() where !part.chosen.contains(index) {
      selection[index] = taxonomy.sources.contains(name)
    }
    var solved = part
    solved.selection = selection
    solved.solution = taxonomy
    solved.bound = taxonomy.objective ?? part.bound
    return solved
  }

  /// Adds the parts that lack a source of this part's choice: without the first; with the first
  /// but without the second; and so on.
  mutating func split(_ part: Part) {
    var chosen = part.chosen
    let selection = part.selection ?? []
    for source in selection.indices where selection[source] && !chosen.contains(source) {
      open(chosen: chosen, excluded: part.excluded.union([source]), bound: part.bound)
      chosen.insert(source)
    }
  }
}
