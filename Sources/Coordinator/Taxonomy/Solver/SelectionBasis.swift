/// What a selection problem has whatever its budget: the transfers into each target as numbers.
struct SelectionBasis: Sendable {
  /// The targets with their transfers, best first.
  let targets: [SelectionProblem.Target]
  /// What a source costs, by its index.
  let costs: [Double]
  /// What values are divided by, so that the largest is 1 in size.
  let scale: Double

  /// The transfers of `affinities` into `targets` from `sources`, as `options` allow and value them.
  ///
  /// - Parameter isPruned: whether to remove transfers that no optimum needs.
  init(
    _ affinities: TransferTable, targets: [String], sources: [String], options: TaxonomyOptions,
    isPruned: Bool
  ) {
    let indices = Dictionary(
      uniqueKeysWithValues: sources.enumerated().map { ($0.element, $0.offset) })
    costs = sources.map { options.cost(of: $0) }
    var transfers: [String: [SelectionProblem.Option]] = [:]
    var scale = 0.0
    for (transfer, affinity) in zip(affinities.transfers, affinities.values) {
      guard let members = Self.members(of: transfer, options, indices) else { continue }
      let value = options.importance(of: transfer.target) * options.value.of(affinity)
      transfers[transfer.target, default: []].append(
        .init(value: value, members: members, transfer: transfer))
      scale = max(scale, abs(value))
    }
    let divisor = scale > 0 ? scale : 1
    self.scale = divisor
    self.targets = targets.map { name in
      let all = (transfers[name] ?? []).map {
        SelectionProblem.Option(
          value: $0.value / divisor, members: $0.members, transfer: $0.transfer)
      }
      return Self.target(all, options.mode, isPruned: isPruned)
    }
  }

  /// The sources that have to be chosen for a transfer; nil where it is not allowed.
  private static func members(
    of transfer: Transfer, _ options: TaxonomyOptions, _ indices: [String: Int]
  ) -> [Int]? {
    guard transfer.order <= options.maxOrder ?? .max,
      options.allowsRetrained || !transfer.isRetrained
    else { return nil }
    if transfer.isSupervised { return indices[transfer.target].map { [$0] } }
    let members = transfer.sources.compactMap { indices[$0] }
    return members.count == transfer.sources.count ? members : nil
  }

  private static func target(
    _ options: [SelectionProblem.Option], _ mode: TaxonomyOptions.Mode, isPruned: Bool
  ) -> SelectionProblem.Target {
    let own = options.first { $0.transfer.isSupervised }
    guard mode == .exclusive, let own else {
      let options = isPruned ? Dominance.undominated(options) : options
      return .init(options: options, ownSource: nil, own: nil)
    }
    let others = options.filter { !$0.members.contains(own.members[0]) }
    return .init(
      options: isPruned ? Dominance.undominated(others) : others,
      ownSource: own.members[0], own: own)
  }
}
