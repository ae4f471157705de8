/// Removes transfers that no optimum needs.
enum Dominance {
  /// The options that are not dominated, best first.
  ///
  /// An option is dominated where another of at least its value needs a subset of its sources.
  /// Equal values are ordered by fewer sources, then by name, so the answer is unique.
  static func undominated(_ options: [SelectionProblem.Option]) -> [SelectionProblem.Option] {
    let sorted = options.sorted { left, right in
      if left.value != right.value { return left.value > right.value }
      return left.transfer < right.transfer
    }
    var kept: [SelectionProblem.Option] = []
    var signatures: [UInt64] = []
    for option in sorted {
      let signature = Self.signature(option.members)
      let isDominated = kept.indices.contains { index in
        signatures[index] & ~signature == 0 && isSubset(kept[index].members, of: option.members)
      }
      if !isDominated {
        kept.append(option)
        signatures.append(signature)
      }
    }
    return kept
  }

  /// One bit per source modulo 64: a set with a bit that another lacks is no subset of it.
  private static func signature(_ members: [Int]) -> UInt64 {
    members.reduce(0) { $0 | 1 << UInt64($1 & 63) }
  }

  /// Whether all of `left` are in `right`; both ascending.
  private static func isSubset(_ left: [Int], of right: [Int]) -> Bool {
    var place = 0
    for member in left {
      while place < right.count, right[place] < member { place += 1 }
      guard place < right.count, right[place] == member else { return false }
    }
    return true
  }
}
