/// Draws feasible taxonomies at random.
struct RandomTaxonomies {
  private let problem: TaxonomyProblem
  private let program: SelectionProblem
  private var stream: RandomStream
  /// The selections that were tried.
  private(set) var attempts = 0

  init(_ problem: TaxonomyProblem, seed: UInt64) {
    self.problem = problem
    program = SelectionProblem(unpruned: problem)
    stream = RandomStream(seed: seed)
  }

  /// The next taxonomy; nil where the sources that were drawn leave a target without a transfer.
  mutating func next() -> Taxonomy? {
    attempts += 1
    let selection = selectSources()
    var choices: [Transfer] = []
    for target in program.targets {
      let options = (target.options + [target.own].compactMap { $0 }).filter { option in
        option.members.allSatisfy { selection[$0] }
      }
      guard !options.isEmpty else { return nil }
      let own = options.first { $0.transfer.isSupervised }
      choices.append((own ?? options[stream.next(below: options.count)]).transfer)
    }
    return Taxonomy(choices, of: problem)
  }

  /// Sources in random order, each that the rest of the budget still allows.
  private mutating func selectSources() -> [Bool] {
    var order = Array(program.costs.indices)
    stream.shuffle(&order)
    var selection = [Bool](repeating: false, count: order.count)
    var room = program.budget + SelectionProblem.budgetSlack
    for source in order where program.costs[source] <= room {
      selection[source] = true
      room -= program.costs[source]
    }
    return selection
  }
}
