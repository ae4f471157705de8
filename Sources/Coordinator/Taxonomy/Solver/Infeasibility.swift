internal import Documents

/// Explains to a person why there is no taxonomy, and what would help.
enum Infeasibility {
  /// One sentence that names the target or the budget that is in the way.
  static func reason(_ problem: TaxonomyProblem, _ program: SelectionProblem) -> String {
    let budget = JSON.text(of: problem.options.budget)
    let open = SelectionProblem(problem.with(budget: program.costs.reduce(0, +)))
    for (index, name) in problem.targets.enumerated() {
      let target = open.targets[index]
      let options = target.options + [target.own].compactMap { $0 }
      guard !options.isEmpty else { return missing(name, problem) }
      let costs = options.map { $0.members.reduce(0) { $0 + program.costs[$1] } }
      if let least = costs.min(), least > problem.options.budget + SelectionProblem.budgetSlack {
        return "the cheapest transfer into “\(name)” costs \(JSON.text(of: least)), more than "
          + "the budget \(budget); raise the budget or lower the costs of its sources"
      }
    }
    guard let cover = FeasibleStart.greedy(open, limit: .infinity) else {
      return "no sources serve all \(problem.targets.count) targets; allow more sources"
    }
    let enough = JSON.text(of: program.cost(of: cover))
    return "no sources within the budget \(budget) serve all \(problem.targets.count) targets "
      + "together; a budget of \(enough) is enough, or leave out targets or allow more sources"
  }

  private static func missing(_ target: String, _ problem: TaxonomyProblem) -> String {
    let all = problem.affinities.transfers.filter { $0.target == target }
    var remedies = ["allow more sources"]
    if let order = problem.options.maxOrder,
      all.contains(where: { $0.order > order })
    {
      remedies.append("raise the highest order above \(order)")
    }
    if !problem.options.allowsRetrained, all.contains(where: \.isRetrained) {
      remedies.append("allow retrained transfers")
    }
    return "no transfer into “\(target)” uses the allowed sources alone; "
      + remedies.joined(separator: ", or ")
  }
}
