internal import Documents

/// The choice of higher-order transfers into a target.
///
/// It carries all that the further jobs need, so that they follow from this job and the results it
/// depends on alone, whichever run asked for it.
package struct ExpandRecipe: Hashable, Sendable {
  /// How the sets are chosen.
  package enum Rule: Hashable, Sendable {
    /// The paper's: sets of so many of the best first-order sources.
    case beam(Int)
    /// So many of the best sets of each order, by the closed-form estimates.
    case estimates(Int)
  }

  /// The first-order transfers' recipe; its sources are the candidates.
  package let candidates: TransferRecipe
  /// The highest order.
  package let maximumOrder: Int
  /// How the sets are chosen.
  package let rule: Rule
  /// How many predictions of each further transfer are kept as pictures.
  package let pictures: Int

  /// Makes a recipe.
  package init(
    candidates: TransferRecipe, maximumOrder: Int, rule: Rule, pictures: Int = 0
  ) {
    self.pictures = pictures
    self.candidates = candidates
    self.maximumOrder = maximumOrder
    self.rule = rule
  }

  /// The target.
  package var target: String { candidates.target }

  var members: [JSON.Member] {
    let rule: (name: String, count: Int)
    switch self.rule {
    case .beam(let width): rule = ("beam", width)
    case .estimates(let count): rule = ("estimates", count)
    }
    return [
      .init("candidates", .object(candidates.members)),
      .init("maximumOrder", .number(Double(maximumOrder))),
      .init(rule.name, .number(Double(rule.count))),
      .init("pictures", .number(Double(pictures))),
    ]
  }

  init(json: JSON) throws(Failure) {
    let rule: Rule
    if let count = json["estimates"]?.integer {
      rule = .estimates(count)
    } else {
      rule = .beam(try json.requiredInteger("beam"))
    }
    self.init(
      candidates: try TransferRecipe(json: json["candidates"] ?? .null),
      maximumOrder: try json.requiredInteger("maximumOrder"), rule: rule,
      pictures: try json.requiredInteger("pictures"))
  }
}
