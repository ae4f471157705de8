package import Documents

/// How firmly a taxonomy's choice of sources rests on the test images.
///
/// The images are resampled, the affinities computed and the taxonomy solved anew each time.
package struct SourceStability: Equatable, Sendable {
  /// One task that may be supervised.
  package struct Source: Equatable, Sendable {
    /// The task's name.
    package let name: String
    /// The share of resamples in which it is chosen: 0...1.
    package let share: Double
  }

  /// The resamples that were solved.
  package let resamples: Int
  /// Every task that may be supervised, sorted by name.
  package let sources: [Source]
  /// The interval of the objective over the resamples; nil where none was feasible.
  package let objective: Interval?

  /// Resamples the images of `losses`, for the budget of `taxonomyOptions`.
  ///
  /// - Parameters:
  ///   - affinityOptions: the number of resamples (at least 1), the seed, the confidence, and how
  ///     affinities are computed.
  ///   - isCancelled: asked between resamples; true stops.
  /// - Throws: `Failure`, where `Affinities` or `TaxonomyProblem` would; `Cancelled`.
  package init(
    _ losses: LossTable, affinityOptions: AffinityOptions, taxonomyOptions: TaxonomyOptions,
    isCancelled: @escaping CancellationCheck = { false }
  ) throws {
    let levels = try Self.levels(
      losses, budgets: [taxonomyOptions.budget], affinityOptions: affinityOptions,
      taxonomyOptions: taxonomyOptions, isCancelled: isCancelled)
    self = levels[0]
  }

  /// The stability at each of `budgets`, over the same resamples.
  ///
  /// Parameters and errors are those of `init`.
  package static func levels(
    _ losses: LossTable, budgets: [Double], affinityOptions: AffinityOptions,
    taxonomyOptions: TaxonomyOptions, isCancelled: @escaping CancellationCheck = { false }
  ) throws -> [SourceStability] {
    guard affinityOptions.resamples > 0 else {
      throw Failure(.usage, "stability needs at least one resample")
    }
    let problems = try resampled(losses, affinityOptions, taxonomyOptions, isCancelled)
    return try concurrentMap(budgets.count) { place in
      let taxonomies = try problems.map {
        try TaxonomySolver.solve($0.with(budget: budgets[place]), isCancelled: isCancelled)
      }
      return SourceStability(
        taxonomies, of: problems[0].sources, confidence: affinityOptions.confidence)
    }
  }

  private init(_ taxonomies: [Taxonomy], of names: [String], confidence: Double) {
    var counts: [String: Int] = [:]
    for source in taxonomies.flatMap(\.sources) { counts[source, default: 0] += 1 }
    resamples = taxonomies.count
    sources = names.map {
      Source(name: $0, share: Double(counts[$0] ?? 0) / Double(taxonomies.count))
    }
    let objectives = taxonomies.compactMap(\.objective)
    objective = objectives.isEmpty ? nil : Interval(middle: confidence, of: objectives)
  }

  /// The problem with the affinities of each resample.
  private static func resampled(
    _ losses: LossTable, _ affinityOptions: AffinityOptions, _ taxonomyOptions: TaxonomyOptions,
    _ isCancelled: CancellationCheck
  ) throws -> [TaxonomyProblem] {
    var once = affinityOptions
    once.resamples = 0
    let original = try Affinities(losses, options: once, isCancelled: isCancelled)
    let problem = try TaxonomyProblem(affinities: original.table, options: taxonomyOptions)
    let samples = try concurrentMap(losses.targets.count) { place in
      let target = losses.targets[place]
      var resampled: [[Double]] = []
      try TargetAffinities.forEachResample(
        target, affinityOptions.entrants.indices(in: target), affinityOptions, isCancelled
      ) { resampled.append($0) }
      return resampled
    }
    return try (0..<affinityOptions.resamples).map { resample in
      let entries = zip(original.targets, samples).flatMap { target, resampled in
        zip(target.entrants, resampled[resample]).map { (transfer: $0, value: $1) }
      }
      return try TaxonomyProblem(affinities: TransferTable(entries), options: problem.options)
    }
  }
}

extension SourceStability {
  /// `{"resamples":…,"sources":[{"name":…,"share":…}],"objective":{"low":…,"high":…}}`.
  package var json: JSON {
    .object([
      .init("resamples", .number(Double(resamples))),
      .init(
        "sources",
        .array(
          sources.map { source in
            .object([.init("name", .string(source.name)), .init("share", .number(source.share))])
          })),
      .init("objective", objective.map(\.json) ?? .null),
    ])
  }
}
