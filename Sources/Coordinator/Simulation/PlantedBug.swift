/// Mistakes that a coordinator or worker could make, for testing whether the simulation finds them.
///
/// They are planted around the real programs, never in them.
package enum PlantedBug: String, Hashable, Sendable, CaseIterable {
  /// Messages go out before what they tell is kept.
  case speaksBeforeCommit
  /// A result counts for the job's present attempt, whichever attempt it is from.
  case ignoresAttempt
  /// A restarted coordinator does not know who runs what.
  case forgetsLeases
  /// What was committed is not on the disk yet.
  case doesNotSynchronise
  /// A failure that is told twice counts twice.
  case countsTwice
  /// That a job is blocked is not kept.
  case forgetsBlocked
  /// Jobs that a node added are not kept.
  case losesGrowth
  /// A turn's changes are committed one by one.
  case commitsInPieces
  /// A success counts although its artifacts have not arrived.
  case ignoresMissingArtifacts
  /// Artifacts are stored without a look at their bytes.
  case trustsUploads
  /// Results of attempts that were given up are never acknowledged.
  case dropsOldResults
  /// Attempts are counted from the journal's number less one after a restart.
  case reusesAttempts
  /// Workers are given more jobs than they have slots.
  case overbooks
  /// A worker that said nothing for its lease is believed to live.
  case neverExpires
  /// A worker does an attempt again that it has been given twice.
  case startsTwice
}
