package import Artifacts
package import Documents
package import Journal
package import Report
package import Scheduling
package import TaskSpace
package import Taxonomy

/// Turns what a run left behind, finished or not, into its map.
package struct RunAnalysis: Sendable {
  /// The run as the journal has it.
  package let run: SchedulerSnapshot.KeptRun
  /// What was asked for.
  package let spec: JobSpec
  /// The run's jobs.
  package let jobs: [SchedulerSnapshot.KeptJob]
  /// The losses that are there.
  package let losses: RunLosses
  private let content: JournalContent
  let store: ArtifactStore

  /// Collects what belongs to the run with the id `id`.
  ///
  /// - Throws: `Failure` where there is no such run, or an artifact is missing or damaged.
  package init(
    of id: String, in content: JournalContent, store: ArtifactStore
  ) throws(Failure) {
    guard let run = content.snapshot.runs.first(where: { $0.id == id }) else {
      throw Failure(.missingInput, "there is no run '\(id)'")
    }
    let members = Set(run.jobs)
    self.run = run
    self.content = content
    self.store = store
    spec = try JobSpec(kept: run.spec)
    jobs = content.snapshot.jobs.filter { members.contains($0.job.identity) }
    losses = try RunLosses(
      of: jobs, in: store, transfers: spec.isEstimate ? .estimated : .trained)
  }

  /// When the run was made, as people and programs read it.
  var created: String { Clock.text(content.times[run.id]?.created ?? 0) }

  /// The losses as the taxonomy takes them.
  ///
  /// - Throws: `Failure` (missingInput) where no transfer is evaluated yet.
  package func table() throws(Failure) -> LossTable {
    let table = losses.table(targets: spec.targets.map(\.name))
    guard !table.targets.isEmpty else {
      throw Failure(
        .missingInput, "the run \(run.id) has no evaluated transfer yet; see 'status \(run.id)'")
    }
    return table
  }

  /// Everything that a report shows.
  ///
  /// - Parameter targets: those whose predictors are compared in pictures; nil for a few telling
  ///   ones.
  /// - Throws: `Failure` where nothing is there yet, or an artifact cannot be read.
  package func results(comparing targets: [String]? = nil) throws(Failure) -> RunResults {
    let table = try table()
    let measured = try MeasuredTransfers(table, resamples: 200, seed: UInt64(spec.seed))
    var results = RunResults(
      id: run.id, name: run.name, state: run.state == .complete ? "done" : run.state.rawValue,
      tasks: taskEntries)
    results.spec = spec.json
    results.affinities = measured.affinities
    results.gain = measured.gain
    results.quality = measured.quality
    results.meanLosses = meanLosses
    results.isEstimate = spec.isEstimate
    results.estimates = try estimates(beside: measured)
    results.scores = spec.tasks.map { scores(of: $0.name) }
    var computation = ReportComputation(try measured.problem(TaxonomyOptions(budget: 0)))
    computation.losses = table
    computation.labels = .init(
      source: Double(spec.data.count(.train)), transfer: Double(spec.data.count(.transfer)))
    computation.seed = UInt64(spec.seed)
    try computation.complete(&results)
    results.work = work
    results.numerics = spec.numerics
    results.hardware = hardware
    results.versions = [
      ("taskmap", Version.text), ("rooms", String(DatasetReference.sceneGeneratorVersion)),
    ]
    results.provenance = provenance
    results.missing = missing
    results.skippedFiles = SkippedFiles.count(
      jobs.compactMap { kept in kept.result.map { (kept.job.recipe.kind, $0) } })
    results.pictures = try pictures(comparing: targets ?? tellingTargets(results.scores))
    return results
  }

  private var taskEntries: [TaskEntry] {
    let targets = Set(spec.targets.map(\.name))
    return spec.tasks.map { task in
      var entry = TaskEntry(task)
      entry.isTarget = targets.contains(task.name)
      return entry
    }
  }

  private var meanLosses: [Measurement] {
    spec.targets.flatMap { target in
      var rows = losses.transfers(into: target.name).map { row in
        Measurement(sources: row.sources, target: target.name, value: row.meanLoss)
      }
      if let own = losses.meanLoss(.supervised, of: target.name) {
        rows.append(
          Measurement(sources: [EntrantName.ownNetwork], target: target.name, value: own))
      }
      return rows
    }
  }

  private func scores(of task: String) -> TaskScores {
    var scores = TaskScores(task: task)
    let random = EvaluateRecipe.Predictor.transfer([TaskDictionary.random])
    scores.ownLoss = losses.meanLoss(.supervised, of: task)
    scores.averageLoss = losses.meanLoss(.average, of: task)
    scores.randomLoss = losses.meanLoss(random, of: task)
    scores.scratchLoss = losses.meanLoss(.scratch, of: task)
    scores.ownOverAverage = losses.winRate(.supervised, over: .average, of: task)
    scores.ownOverRandom = losses.winRate(.supervised, over: random, of: task)
    let others = losses.transfers(into: task).filter { $0.sources != [task] }
    let best = others.min { left, right in
      (left.meanLoss, left.sources.count) < (right.meanLoss, right.sources.count)
    }
    if let best {
      scores.bestLoss = best.meanLoss
      scores.bestSources = best.sources
      scores.bestOverScratch = losses.winRate(.transfer(best.sources), over: .scratch, of: task)
      scores.bestOverOwn = losses.winRate(.transfer(best.sources), over: .supervised, of: task)
    }
    return scores
  }

  // MARK: How it was done

  private var work: [WorkTally] {
    JobKind.allCases.compactMap { kind in
      let ofKind = jobs.filter { $0.job.recipe.kind == kind && $0.state == .succeeded }
      guard !ofKind.isEmpty else { return nil }
      // What an earlier run had done already cost this one nothing.
      let begin = content.times[run.id]?.created ?? 0
      let own = ofKind.filter { (content.work[$0.job.identity]?.ended ?? 0) >= begin }
      let seconds = own.reduce(0.0) { $0 + (content.work[$1.job.identity]?.seconds ?? 0) }
      return WorkTally(
        kind: kind, jobs: ofKind.count, reused: ofKind.count - own.count, hours: seconds / 3600)
    }
  }

  private var hardware: [String] {
    Set(jobs.compactMap { content.work[$0.job.identity]?.hardware }).filter { !$0.isEmpty }
      .sorted()
  }

  private var missing: [MissingJob] {
    jobs.filter { $0.state != .succeeded }.map { kept in
      MissingJob(
        title: kept.job.recipe.title, state: kept.state.rawValue, reason: kept.reason ?? "")
    }
  }

  /// What went in, with what, how long it took, and the digest of everything that came out.
  package var provenance: JSON {
    .object([
      .init("run", .string(run.id)), .init("state", .string(run.state.rawValue)),
      .init("created", .string(created)),
      .init("changed", .string(Clock.text(content.times[run.id]?.changed ?? 0))),
      .init("version", .string(Version.text)),
      .init("numerics", .string(spec.numerics.name)),
      .init("numericsVersion", .number(Double(NumericsClass.version))),
      .init("dataset", .string(spec.data.fingerprint.description)),
      .init("hardware", .texts(hardware)),
      .init(
        "hours",
        .object(work.map { .init($0.kind.rawValue, .number($0.hours)) })),
      .init("spec", spec.json), .init("jobs", .array(jobs.map(Self.provenance))),
    ])
  }

  private static func provenance(_ kept: SchedulerSnapshot.KeptJob) -> JSON {
    .object([
      .init("identity", .string(kept.job.identity.description)),
      .init("title", .string(kept.job.recipe.title)),
      .init("state", .string(kept.state.rawValue)),
      .init(
        "outputs",
        .object(
          (kept.result?.outputs ?? []).map { .init($0.name, .string($0.digest.description)) })),
    ])
  }
}
