import Service
import TaskSpace
import Taxonomy

/// The figures that rest on affinities.
extension AcceptanceBenchmark {
  func seeds() throws -> Section {
    var section = Section(title: "Two seeds: Spearman's correlation of the affinities")
    var comparisons: [AffinityComparison] = []
    for (index, run) in runs.enumerated() {
      for other in runs[(index + 1)...] where other.analysis.spec.seed != run.analysis.spec.seed {
        guard let left = run.affinities, let right = other.affinities else { continue }
        comparisons.append(try AffinityComparison(left, right, permutations: 0))
      }
    }
    guard !comparisons.isEmpty else {
      section.remarks.append("Not computed: name runs with different seeds.")
      return section
    }
    section.figures = [
      AcceptanceFigure(
        "mean of the rows", comparisons.map { $0.meanRowCorrelation ?? .nan },
        .atLeast(AcceptanceFloors.seeds.rows)),
      AcceptanceFigure(
        "all cells", comparisons.map { $0.cellCorrelation ?? .nan },
        .atLeast(AcceptanceFloors.seeds.cells)),
    ]
    return section
  }

  func screening() throws -> Section {
    var section = Section(title: "Estimated against trained affinities: Spearman's correlation")
    let means = try runs.compactMap { run in
      guard let trained = run.trained, let estimated = run.estimated else { return nil as Double? }
      return try AffinityComparison(trained, estimated, permutations: 0).meanRowCorrelation ?? .nan
    }
    if means.isEmpty {
      section.remarks.append("Not computed: no run has trained and estimated transfers.")
    } else {
      section.figures.append(
        AcceptanceFigure("mean of the rows", means, .atLeast(AcceptanceFloors.estimates)))
    }
    return section
  }

  func agreement() throws -> Section {
    var section = Section(title: "Agreement with the published map: Spearman's correlation")
    guard let published else {
      section.remarks.append("Not computed: name the published affinities with --published FILE.")
      return section
    }
    let comparisons = try runs.compactMap { run in
      try run.affinities.map { affinities in
        try AffinityComparison(
          affinities,
          MapNames.translated(published, to: affinities, aliases: TaskDictionary.names).table,
          permutations: 0)
      }
    }
    guard let first = comparisons.first else { return section }
    let floors = AcceptanceFloors.published
    section.figures = [
      AcceptanceFigure(
        "mean of the rows", comparisons.map { $0.meanRowCorrelation ?? .nan },
        .atLeast(floors.rows)),
      AcceptanceFigure(
        "all cells", comparisons.map { $0.cellCorrelation ?? .nan }, .atLeast(floors.cells)),
      AcceptanceFigure(
        "Mantel's statistic", comparisons.map { $0.mantel ?? .nan }, .atLeast(floors.mantel)),
      AcceptanceFigure(
        "rows above \(AcceptanceFigure.rounded(floors.row)), of \(first.rows.count)",
        comparisons.map { Double($0.count(above: floors.row)) }, .atLeast(Double(floors.count))),
    ]
    for row in first.rows {
      let values = comparisons.compactMap { $0.correlation(of: row.target) }
      guard !values.isEmpty else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      section.remarks.append("\(AcceptanceFigure.rounded(mean))  \(row.target)")
    }
    return section
  }

  // MARK: Structure

  func structure() throws -> Section {
    var section = Section(title: "What the map shows")
    let groups = Dictionary(
      uniqueKeysWithValues: TaskDictionary.all.map { ($0.name, $0.group.rawValue) })
    let maps = runs.compactMap(\.affinities)
    guard !maps.isEmpty else { return section }
    let structures = maps.map { GroupStructure($0, groups: groups) }
    let surface = TaskDefinition.Group.surface.rawValue
    let percentiles = structures.map { structure in
      TaskDefinition.Group.allCases.map { group in
        structure.meanPercentile(
          of: { groups[$0] == group.rawValue }, on: { groups[$0] == surface }) ?? .nan
      }
    }
    let place = TaskDefinition.Group.allCases.firstIndex(of: .surface) ?? 0
    section.figures = [
      AcceptanceFigure(
        "3D sources whose nearest neighbour is one",
        structures.map { $0.neighbourPurity(of: surface) ?? .nan },
        .atLeast(AcceptanceFloors.neighbourPurity)),
      AcceptanceFigure(
        "percentile of 3D sources on 3D targets", percentiles.map { $0[place] },
        .atLeast(AcceptanceFloors.percentiles.surface)),
      AcceptanceFigure(
        "no other group is as high there", percentiles.map { $0[place] == $0.max() }),
      AcceptanceFigure(
        "percentile of the random encoder on all targets",
        structures.map {
          $0.meanPercentile(of: { $0 == TaskDictionary.random }, on: { _ in true }) ?? .nan
        }, .atMost(AcceptanceFloors.percentiles.random)),
      AcceptanceFigure(
        "depth, distance, normals and reshading in one of four clusters",
        try maps.map { try Self.isOneCluster($0) }),
    ]
    let pairs = [
      ("depth_zbuffer", "depth_euclidean"), ("depth_euclidean", "depth_zbuffer"),
      ("reshading", "normal"), ("normal", "reshading"),
    ]
    section.figures += pairs.map { target, source in
      AcceptanceFigure(
        "the best other source of \(target) is \(source)",
        structures.map { $0.ranking(of: target).first == source })
    }
    return section
  }

  /// Whether the tasks of surfaces seen from the camera stay together in a tree of ranks cut in four:
  /// in the published map these are the paper's four groups but for one task of 25, while the tree
  /// of patterns leaves a single task as a cluster of its own.
  private static func isOneCluster(_ affinities: TransferTable) throws -> Bool {
    let tree = try TaskTree(
      affinities, sources: affinities.sources.filter { $0 != TaskDictionary.random },
      likeness: .ranks)
    let family: Set = ["depth_zbuffer", "depth_euclidean", "normal", "reshading"]
    return tree.clusters(min(4, tree.leaves.count)).contains { family.isSubset(of: $0) }
  }

  func halves() throws -> Section {
    let count = runs.first?.losses.targets.first?.images.count ?? 0
    var section = Section(
      title: "Affinities from every second test image, \((count + 1) / 2) of \(count)")
    section.figures.append(
      AcceptanceFigure(
        "Spearman's correlation, mean of the rows",
        try runs.compactMap { run in
          try run.affinities.map { whole in
            try AffinityComparison(whole, run.halvedAffinities(), permutations: 0)
              .meanRowCorrelation ?? .nan
          }
        }, .atLeast(AcceptanceFloors.halfOfImages)))
    return section
  }
}

extension AffinityComparison {
  fileprivate func count(above floor: Double) -> Int {
    rows.count { ($0.correlation ?? -1) > floor }
  }

  fileprivate func correlation(of target: String) -> Double? {
    rows.first { $0.target == target }?.correlation
  }
}
