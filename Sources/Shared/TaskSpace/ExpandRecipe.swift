internal import Documents

/// The choice of higher-order transfers into a target: the sets of its best first-order sources.
///
/// It carries all that the further jobs need, so that they follow from this job and the losses
/// alone, whichever run asked for it.
package struct ExpandRecipe: Hashable, Sendable {
  /// The first-order transfers' recipe; its sources are the candidates.
  package let candidates: TransferRecipe
  /// The highest order.
  package let maximumOrder: Int
  /// How many of the best sources are combined (the paper: 5).
  package let beam: Int
  /// How many predictions of each further transfer are kept as pictures.
  package let pictures: Int

  /// Makes a recipe.
  package init(candidates: TransferRecipe, maximumOrder: Int, beam: Int, pictures: Int = 0) {
    self.pictures = pictures
    self.candidates = candidates
    self.maximumOrder = maximumOrder
    self.beam = beam
  }

  /// The target.
  package var target: String { candidates.target }

  var members: [JSON.Member] {
    [
      .init("candidates", .object(candidates.members)),
      .init("maximumOrder", .number(Double(maximumOrder))),
      .init("beam", .number(Double(beam))), .init("pictures", .number(Double(pictures))),
    ]
  }

  init(json: JSON) throws(Failure) {
    self.init(
      candidates: try TransferRecipe(json: json["candidates"] ?? .null),
      maximumOrder: try json.requiredInteger("maximumOrder"),
      beam: try json.requiredInteger("beam"), pictures: try json.requiredInteger("pictures"))
  }
}
