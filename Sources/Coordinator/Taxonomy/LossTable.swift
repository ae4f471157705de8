/// The losses of networks on the same test images, target by target.
package struct LossTable: Sendable {
  /// The losses for one target.
  package struct Target: Sendable {
    /// The target's name.
    package let target: String
    /// The networks that entered, sorted, each once.
    package let entrants: [Transfer]
    /// The names of the test images, sorted, each once.
    package let images: [String]
    /// One finite loss per entrant and image, [entrants][images], lower is better.
    package let losses: [Double]

    /// Losses of `entrants` on `images`, laid out [entrants][images].
    ///
    /// Entrants and images come in any order, each once; both are sorted here.
    package init(target: String, entrants: [Transfer], images: [String], losses: [Double]) {
      precondition(losses.count == entrants.count * images.count, "one loss per entrant and image")
      precondition(entrants.allSatisfy { $0.target == target }, "entrants share the target")
      precondition(Set(entrants).count == entrants.count, "an entrant enters once")
      precondition(Set(images).count == images.count, "an image is there once")
      let rows = entrants.indices.sorted { entrants[$0] < entrants[$1] }
      let columns = images.indices.sorted { images[$0] < images[$1] }
      self.target = target
      self.entrants = rows.map { entrants[$0] }
      self.images = columns.map { images[$0] }
      var sorted: [Double] = []
      sorted.reserveCapacity(losses.count)
      for row in rows {
        for column in columns { sorted.append(losses[row * images.count + column]) }
      }
      precondition(sorted.allSatisfy(\.isFinite), "losses are finite")
      self.losses = sorted
    }

    /// The losses of the entrant at `index` on all images.
    package func losses(of index: Int) -> ArraySlice<Double> {
      losses[index * images.count..<(index + 1) * images.count]
    }

    /// Where an entrant stands in `entrants`; nil where it did not enter.
    package func index(of entrant: Transfer) -> Int? { entrants.firstIndex(of: entrant) }
  }

  /// The targets, sorted by name, each once.
  package let targets: [Target]

  /// A table of these targets, in any order.
  package init(_ targets: [Target]) {
    self.targets = targets.sorted { $0.target < $1.target }
    precondition(Set(targets.map(\.target)).count == targets.count, "a target is there once")
  }
}
