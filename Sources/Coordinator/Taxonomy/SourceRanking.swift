/// Ranks the sources of a target by first-order affinity, and proposes sets of higher order.
///
/// The rule of the paper (section 3.2) and its code: the target's own encoder never enters a set;
/// pairs and triples are those of the best five, quadruples those of the best six; from five
/// sources on only the best so many, and there the random encoder is passed over.
package struct SourceRanking: Equatable, Sendable {
  /// The target's name.
  package let target: String
  /// The other tasks' encoders, the highest first-order affinity first; ties by name.
  package let sources: [String]

  /// Ranks the first-order transfers into `target`.
  ///
  /// The target's own network (`self`), its own encoder, `scratch` and `average` are left out;
  /// the random encoder is ranked as any other.
  package init(target: String, affinities: TransferTable) {
    let passedOver: Set = [
      target, EntrantName.ownNetwork, EntrantName.scratch, EntrantName.average,
    ]
    var ranked: [(name: String, value: Double)] = []
    for (transfer, value) in zip(affinities.transfers, affinities.values)
    where transfer.target == target && transfer.order == 1 {
      let name = transfer.sources[0]
      if !passedOver.contains(name) { ranked.append((name, value)) }
    }
    ranked.sort { $0.value != $1.value ? $0.value > $1.value : $0.name < $1.name }
    self.target = target
    sources = ranked.map(\.name)
  }

  /// How many of the best sources the sets of this order are made of.
  package static func beamWidth(order: Int) -> Int {
    switch order {
    case ...3: 5
    case 4: 6
    default: order
    }
  }

  /// The transfers of this order to train, sorted; none where there are too few sources.
  ///
  /// - Parameters:
  ///   - order: the number of sources; 1 gives every source.
  ///   - width: how many of the best sources to combine; the paper's where it is nil.
  package func transfers(order: Int, width: Int? = nil) -> [Transfer] {
    precondition(order >= 1, "a transfer has at least one source")
    let candidates = order < 5 ? sources : sources.filter { $0 != EntrantName.random }
    if order == 1 {
      return candidates.map { Transfer(sources: [$0], target: target) }.sorted()
    }
    let beam = Array(candidates.prefix(width ?? Self.beamWidth(order: order)))
    return Self.combinations(of: beam, order).map { Transfer(sources: $0, target: target) }
      .sorted()
  }

  private static func combinations(of names: [String], _ count: Int) -> [[String]] {
    guard count > 0 else { return [[]] }
    guard count <= names.count else { return [] }
    let with = combinations(of: Array(names.dropFirst()), count - 1).map { [names[0]] + $0 }
    return with + combinations(of: Array(names.dropFirst()), count)
  }
}
