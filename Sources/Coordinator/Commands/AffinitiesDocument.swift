internal import Documents
internal import Taxonomy

/// What `affinities --json` prints.
struct AffinitiesDocument {
  let json: JSON

  /// `{"targets":[…],"gain":[…],…}`: affinities target by target, then a list for each opponent
  /// that is there.
  init(
    _ affinities: Affinities, _ value: TaxonomyOptions.Value, _ rates: [(String, WinRates)]
  ) {
    var members: [JSON.Member] = [
      .init("value", .string(value.rawValue)),
      .init("targets", .array(affinities.targets.map { Self.json($0, value) })),
    ]
    for (name, rates) in rates where !rates.table.transfers.isEmpty {
      members.append(.init(name, Self.json(rates)))
    }
    json = .object(members)
  }

  private static func json(_ target: TargetAffinities, _ value: TaxonomyOptions.Value) -> JSON {
    let entrants = target.entrants.indices.map { index in
      let interval = target.intervals?[index]
      return row(
        target.entrants[index], value.of(target.values[index]),
        interval.map { Interval(low: value.of($0.low), high: value.of($0.high)) },
        hasTarget: false)
    }
    return .object([
      .init("target", .string(target.target)),
      .init("images", .number(Double(target.imageCount))),
      .init("eigenvalue", .number(target.eigenvalue)), .init("entrants", .array(entrants)),
    ])
  }

  private static func json(_ rates: WinRates) -> JSON {
    .array(
      rates.table.transfers.indices.map { index in
        row(
          rates.table.transfers[index], rates.table.values[index], rates.intervals?[index],
          hasTarget: true)
      })
  }

  private static func row(
    _ transfer: Transfer, _ value: Double, _ interval: Interval?, hasTarget: Bool
  ) -> JSON {
    var members: [JSON.Member] = [.init("sources", .texts(transfer.sources))]
    if hasTarget { members.append(.init("target", .string(transfer.target))) }
    members.append(.init("value", .number(value)))
    if let interval {
      members += [.init("low", .number(interval.low)), .init("high", .number(interval.high))]
    }
    return .object(members)
  }
}
