internal import Documents

/// The closed-form estimate of the transfers into a target: a ridge readout for every set of
/// sources, judged on the validation images.
package struct ScreenRecipe: Hashable, Sendable {
  /// The highest order of which every set is estimated.
  package static let exhaustiveOrder = 3

  /// The candidates, sorted.
  package let sources: [String]
  /// The task that is read out.
  package let target: String
  /// The architecture of the encoders.
  package let network: NetworkChoice
  /// The highest order.
  package let maximumOrder: Int
  /// How many sets of an order beyond the exhaustive ones are extended to the next order.
  package let beam: Int
  /// How many of the best sets of each higher order are judged on the test images, image by image;
  /// those of first order always are.
  package let judged: Int
  /// The images, restricted to the splits that are used.
  package let data: DatasetReference

  /// Makes a recipe; the sources are sorted.
  package init(
    sources: [String], target: String, network: NetworkChoice, maximumOrder: Int, beam: Int,
    judged: Int, data: DatasetReference
  ) {
    precondition(!sources.isEmpty, "a screening has a source")
    precondition(maximumOrder > 0 && beam > 0 && judged >= 0, "a screening estimates sets")
    self.sources = sources.sorted()
    self.target = target
    self.network = network
    self.maximumOrder = maximumOrder
    self.beam = beam
    self.judged = judged
    self.data = data
  }

  var members: [JSON.Member] {
    [
      .init("sources", .texts(sources)), .init("target", .string(target)),
      .init("network", network.json), .init("maximumOrder", .number(Double(maximumOrder))),
      .init("beam", .number(Double(beam))), .init("judged", .number(Double(judged))),
      .init("data", data.json),
    ]
  }

  init(json: JSON) throws(Failure) {
    let sources = try json.requiredTexts("sources")
    let maximumOrder = try json.requiredInteger("maximumOrder")
    let beam = try json.requiredInteger("beam")
    let judged = try json.requiredInteger("judged")
    guard !sources.isEmpty, maximumOrder > 0, beam > 0, judged >= 0 else {
      throw Failure(.data, "a screening without sources, orders or sets")
    }
    self.init(
      sources: sources, target: try json.required("target"),
      network: try NetworkChoice(json: json["network"]), maximumOrder: maximumOrder, beam: beam,
      judged: judged, data: try DatasetReference(json: json["data"] ?? .null))
  }
}
