import Taxonomy

/// Random losses, from a seed.
enum Losses {
  /// A table with `self`, `scratch`, `average` and `entrants` sources for each target.
  ///
  /// - Parameter grain: how many different losses there are; few make ties.
  static func table(
    targets: Int = 1, entrants: Int, images: Int, grain: Int, seed: Int
  ) -> LossTable {
    var stream = RandomStream(seed: UInt64(seed), number: 3)
    let names = (0..<entrants).map { "s\($0)" } + ["self", "scratch", "average"]
    return LossTable(
      (0..<targets).map { target in
        LossTable.Target(
          target: "t\(target)",
          entrants: names.map { Transfer(sources: [$0], target: "t\(target)") },
          images: (0..<images).map { "i\($0)" },
          losses: (0..<names.count * images).map { place in
            let skill = 1 + Double((place / images) % 5) / 10
            return Double(stream.next(below: grain)) / Double(grain) * skill
          })
      })
  }
}
