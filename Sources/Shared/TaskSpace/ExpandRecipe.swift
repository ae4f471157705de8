internal import Documents

/// The choice of higher-order transfers into a target: the sets of its best first-order sources.
package struct ExpandRecipe: Hashable, Sendable {
  /// The target.
  package let target: String
  /// The highest order.
  package let maximumOrder: Int
  /// How many of the best sources are combined (the paper: 5).
  package let beam: Int

  /// Makes a recipe.
  package init(target: String, maximumOrder: Int, beam: Int) {
    self.target = target
    self.maximumOrder = maximumOrder
    self.beam = beam
  }

  var members: [JSON.Member] {
    [
      .init("target", .string(target)), .init("maximumOrder", .number(Double(maximumOrder))),
      .init("beam", .number(Double(beam))),
    ]
  }

  init(json: JSON) throws(Failure) {
    self.init(
      target: try json.required("target"),
      maximumOrder: try json.requiredInteger("maximumOrder"),
      beam: try json.requiredInteger("beam"))
  }
}
