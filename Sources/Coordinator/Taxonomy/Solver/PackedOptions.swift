/// The transfers of a program in flat arrays, for valuing many selections quickly.
struct PackedOptions: Sendable {
  /// The first transfer of each target, and the end: [targets + 1].
  private var starts: [Int] = [0]
  /// The value of each transfer, best first within a target.
  private var values: [Double] = []
  /// One bit per member modulo 256: a transfer with a bit that a selection lacks is not in it.
  private var signatures: [SIMD4<UInt64>] = []
  /// The first member of each transfer, and the end: [transfers + 1].
  private var offsets: [Int] = [0]
  private var members: [Int] = []
  /// In exclusive mode, the source that is the target itself; -1 where there is none.
  private var ownSources: [Int] = []
  private var ownValues: [Double] = []
  /// Whether signatures say all: no two sources share a bit.
  private let isExact: Bool

  /// Packs a program.
  init(_ problem: SelectionProblem) {
    isExact = problem.sourceCount <= 256
    for target in problem.targets {
      for option in target.options {
        values.append(option.value)
        signatures.append(Self.signature(option.members))
        members += option.members
        offsets.append(members.count)
      }
      starts.append(values.count)
      ownSources.append(target.own == nil ? -1 : target.ownSource ?? -1)
      ownValues.append(target.own?.value ?? 0)
    }
  }

  /// What the targets take where a selection is made.
  struct Choices {
    fileprivate var selection: [Bool]
    /// Per target, its best transfer; `own` where that is its own network.
    fileprivate var options: [Int] = []
    /// The sum of their values.
    fileprivate(set) var value = 0.0
  }

  private static let own = -1

  /// The sum of each target's best transfer whose sources are all selected; nil where a target
  /// has none.
  func value(of selection: [Bool]) -> Double? { choices(of: selection)?.value }

  /// Each target's best transfer whose sources are all selected; nil where a target has none.
  func choices(of selection: [Bool]) -> Choices? {
    let absent = Self.absent(selection)
    var choices = Choices(selection: selection)
    choices.options.reserveCapacity(ownSources.count)
    for target in ownSources.indices {
      let own = ownSources[target]
      if own >= 0, selection[own] {
        choices.options.append(Self.own)
        choices.value += ownValues[target]
        continue
      }
      guard let option = best(starts[target]..<starts[target + 1], absent, selection) else {
        return nil
      }
      choices.options.append(option)
      choices.value += values[option]
    }
    return choices
  }

  /// About the value of the selection of `choices` without `source`; nil where a target has no
  /// transfer left.
  ///
  /// Only targets that use the source are looked at, each from the transfer that it loses.
  func value(of choices: Choices, without source: Int) -> Double? {
    var selection = choices.selection
    selection[source] = false
    let absent = Self.absent(selection)
    let bit = Self.signature([source])
    var value = choices.value
    for (target, option) in choices.options.enumerated() {
      let isOwn = option == Self.own
      guard isOwn ? ownSources[target] == source : signatures[option] & bit != SIMD4() else {
        continue
      }
      let first = isOwn ? starts[target] : option
      guard let next = best(first..<starts[target + 1], absent, selection) else { return nil }
      value += values[next] - (isOwn ? ownValues[target] : values[option])
    }
    return value
  }

  private static func signature(_ members: [Int]) -> SIMD4<UInt64> {
    var signature = SIMD4<UInt64>()
    for member in members { signature[member >> 6 & 3] |= 1 << UInt64(member & 63) }
    return signature
  }

  /// The bits that no selected source has.
  private static func absent(_ selection: [Bool]) -> SIMD4<UInt64> {
    var absent = SIMD4<UInt64>(repeating: .max)
    for source in selection.indices where selection[source] {
      absent[source >> 6 & 3] &= ~(1 << UInt64(source & 63))
    }
    return absent
  }

  private func best(
    _ options: Range<Int>, _ absent: SIMD4<UInt64>, _ selection: [Bool]
  ) -> Int? {
    signatures.withUnsafeBufferPointer { signatures in
      for option in options where signatures[option] & absent == SIMD4() {
        if isExact { return option }
        let range = offsets[option]..<offsets[option + 1]
        if range.allSatisfy({ selection[members[$0]] }) { return option }
      }
      return nil
    }
  }
}
