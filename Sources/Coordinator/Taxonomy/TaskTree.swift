package import Documents

/// The similarity tree of tasks, by what their encoders are good for: average linkage of their
/// first-order affinities.
package struct TaskTree: Equatable, Sendable {
  /// What makes two sources alike.
  package enum Likeness: Equatable, Sendable {
    /// The cosine of their patterns exp(-beta P), where P is an affinity divided by the target's sum
    /// over the sources; 20 in the paper (figure 13). High affinities decide.
    case pattern(beta: Double)
    /// The correlation of their ranks among the sources of each target. All affinities count, so
    /// that clusters are groups rather than single tasks that stand out.
    case ranks
  }

  /// Two clusters that become one.
  package struct Merge: Equatable, Sendable {
    /// The clusters: a leaf's index in `leaves`, or `leaves.count` plus a merge's index; the
    /// smaller first.
    package let left: Int
    package let right: Int
    /// The mean distance between their leaves, 0...2.
    package let distance: Double
    /// The number of leaves in the new cluster.
    package let size: Int
  }

  /// The tasks, sorted.
  package let leaves: [String]
  /// One merge less than leaves, the nearest first.
  package let merges: [Merge]

  /// The tree of the sources of `affinities`.
  ///
  /// - Parameters:
  ///   - sources: the tasks to cluster; nil for all that have a first-order transfer.
  ///   - likeness: what makes two sources alike.
  /// - Throws: `Failure` (data) below two tasks.
  package init(
    _ affinities: TransferTable, sources: [String]? = nil, likeness: Likeness = .pattern(beta: 20)
  ) throws(Failure) {
    let firstOrder = Set(affinities.transfers.filter { $0.order == 1 }.flatMap(\.sources))
    let leaves = (sources ?? affinities.sources).filter { firstOrder.contains($0) }
    guard leaves.count > 1 else {
      throw Failure(
        .data,
        "a tree needs at least two tasks with first-order transfers; "
          + "the affinities have \(leaves.count)")
    }
    self.leaves = Set(leaves).sorted()
    let patterns =
      switch likeness {
      case .pattern(let beta):
        SourcePatterns(
          affinities, sources: self.leaves, targets: affinities.targets, beta: beta)
      case .ranks:
        SourcePatterns(ranksOf: affinities, sources: self.leaves, targets: affinities.targets)
      }
    merges = Self.cluster(patterns.distances)
  }

  /// Average linkage: the two nearest clusters are merged, over and over; the first of equals.
  static func cluster(_ distances: [[Double]]) -> [Merge] {
    var distances = distances
    var clusters = distances.indices.map { (id: $0, size: 1, place: $0) }
    var merges: [Merge] = []
    while clusters.count > 1 {
      var nearest = (first: 0, second: 1, distance: Double.infinity)
      for first in clusters.indices {
        for second in clusters.indices.dropFirst(first + 1) {
          let distance = distances[clusters[first].place][clusters[second].place]
          if distance < nearest.distance { nearest = (first, second, distance) }
        }
      }
      let (left, right) = (clusters[nearest.first], clusters[nearest.second])
      let size = left.size + right.size
      for other in clusters where other.id != left.id && other.id != right.id {
        let mean =
          (Double(left.size) * distances[left.place][other.place]
            + Double(right.size) * distances[right.place][other.place]) / Double(size)
        distances[left.place][other.place] = mean
        distances[other.place][left.place] = mean
      }
      merges.append(
        Merge(
          left: min(left.id, right.id), right: max(left.id, right.id),
          distance: nearest.distance, size: size))
      clusters[nearest.first] = (distances.count + merges.count - 1, size, left.place)
      clusters.remove(at: nearest.second)
    }
    return merges
  }

  /// The tree in Newick format; the path between two leaves is as long as the distance at which
  /// they were merged.
  package var newick: String {
    var texts = leaves.map { Self.quoted($0) }
    var heights = [Double](repeating: 0, count: leaves.count)
    for merge in merges {
      let height = merge.distance / 2
      let parts = [merge.left, merge.right].map { child in
        "\(texts[child]):\(JSON.text(of: max(0, height - heights[child])))"
      }
      texts.append("(\(parts.joined(separator: ",")))")
      heights.append(height)
    }
    return (texts.last ?? "") + ";"
  }

  /// The leaves in the order in which the tree is drawn without crossings.
  package var leafOrder: [String] {
    var orders = leaves.map { [$0] }
    for merge in merges { orders.append(orders[merge.left] + orders[merge.right]) }
    return orders.last ?? []
  }

  /// The clusters that remain when the last `count` - 1 merges are undone, each sorted, by first
  /// member; `count` is from 1 to the number of leaves.
  package func clusters(_ count: Int) -> [[String]] {
    precondition((1...leaves.count).contains(count), "a tree has 1 to \(leaves.count) clusters")
    var members: [[String]?] = leaves.map { [$0] }
    for merge in merges.prefix(leaves.count - count) {
      members.append((members[merge.left] ?? []) + (members[merge.right] ?? []))
      members[merge.left] = nil
      members[merge.right] = nil
    }
    return members.compactMap { $0?.sorted() }.sorted { $0[0] < $1[0] }
  }

  /// The tree as JSON: `leaves`, `merges` (left, right, distance, size) and `newick`.
  package var json: JSON {
    let merges = merges.map { merge in
      JSON.object([
        .init("left", .number(Double(merge.left))), .init("right", .number(Double(merge.right))),
        .init("distance", .number(merge.distance)), .init("size", .number(Double(merge.size))),
      ])
    }
    return .object([
      .init("leaves", .texts(leaves)), .init("merges", .array(merges)),
      .init("newick", .string(newick)),
    ])
  }

  /// A name in Newick: in single quotes, doubled inside, where it holds anything but letters,
  /// digits and underscores (which readers turn into spaces when unquoted, so they count too).
  private static func quoted(_ name: String) -> String {
    let isPlain = name.unicodeScalars.allSatisfy { $0.isASCII && $0.properties.isAlphabetic }
    if isPlain, !name.isEmpty { return name }
    return "'"
      + name.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "''") + "'"
  }
}
