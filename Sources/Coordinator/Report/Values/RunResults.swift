package import Documents
package import TaskSpace
package import Taxonomy

/// Everything a report says about one run: a value, filled by whoever knows the run.
///
/// Nothing here has to be complete. A table that is empty, a score that is nil and a task without
/// pictures are left out of the report, or shown as missing where their absence means something.
package struct RunResults: Sendable {
  /// The run's identifier, unique in its state folder.
  package var id: String
  /// What its owner called it.
  package var name: String
  /// How far it is: `done`, `running`, `incomplete`, `cancelled`.
  package var state: String
  /// The specification as it was submitted.
  package var spec: JSON
  /// The tasks in dictionary order.
  package var tasks: [TaskEntry]
  /// Affinities of all trained transfers, `self` included; those of a target sum to 1.
  package var affinities: [Measurement]
  /// Share of test images on which a transfer beats the network trained from scratch, 0 to 1.
  package var gain: [Measurement]
  /// Share of test images on which a transfer beats the fully supervised network, 0 to 1.
  package var quality: [Measurement]
  /// Whether all transfers are closed-form estimates, none of them trained.
  package var isEstimate: Bool
  /// What closed-form readouts say about the transfers; nil where nothing was estimated.
  package var estimates: RunEstimates?
  /// Mean test loss of all trained transfers, in the loss of each target.
  package var meanLosses: [Measurement]
  /// How well each task was learned, in any order.
  package var scores: [TaskScores]
  /// Predictions on a few test images, in any order.
  package var pictures: [TaskPictures]
  /// The taxonomies of all whole budgets, one series per highest order; the last is shown first.
  package var series: [BudgetSeries]
  /// What random taxonomies reach, for the budgets of the last series where that is known.
  package var chance: [ChanceLevel]
  /// The labels that the taxonomies of the last series save, where that is known.
  package var saved: [SavedLevel]
  /// The labels saved for random sets of ten targets; nil where that is not known, or where there
  /// are no more than ten.
  package var savedForTen: SavedForSets?
  /// How sure the choices are, for a few budgets of the last series where the losses are known.
  package var stability: [StabilityLevel]
  /// The targets as if they were never sources.
  package var novel: [NovelTask]
  /// Whether this is a run; else `id` says which files it is.
  package var isRun: Bool
  /// The tree of tasks; nil where there is none.
  package var tree: TaskTree?
  /// What was computed, per kind of job.
  package var work: [WorkTally]
  /// The numerics class that fixes the run's bytes.
  package var numerics: NumericsClass
  /// The machines that took part, a line each.
  package var hardware: [String]
  /// Names and versions of the programs and libraries, in the order in which they are shown.
  package var versions: [(name: String, version: String)]
  /// Where everything came from, for machines.
  package var provenance: JSON
  /// The jobs that are missing or failed for good.
  package var missing: [MissingJob]
  /// Damaged files of the data, which were left out.
  package var skippedFiles: Int

  /// A run of which nothing is known yet but its name.
  package init(id: String, name: String, state: String, tasks: [TaskEntry]) {
    self.id = id
    self.name = name
    self.state = state
    self.tasks = tasks
    spec = .object([])
    affinities = []
    gain = []
    quality = []
    isEstimate = false
    meanLosses = []
    scores = []
    pictures = []
    series = []
    chance = []
    saved = []
    stability = []
    novel = []
    isRun = true
    work = []
    numerics = .cpu
    hardware = []
    versions = []
    provenance = .object([])
    missing = []
    skippedFiles = 0
  }

  /// The taxonomies a report leads with: those of the highest order.
  package var taxonomies: [Taxonomy] { series.last?.taxonomies ?? [] }
}
