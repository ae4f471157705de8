package import Documents
package import TaskSpace

/// What the scheduler knows about one run.
package struct RunRecord: Sendable {
  /// Where a run stands.
  package enum State: String, Hashable, Sendable, CaseIterable {
    /// Some of its jobs are still to be done.
    case active
    /// All its jobs succeeded.
    case complete
    /// All that could be done is done, but some jobs failed or are blocked.
    case incomplete
    /// A person cancelled it.
    case cancelled
  }

  /// The run's id.
  package let id: String
  /// What people call it.
  package let name: String
  /// What was asked for, as JSON.
  package let spec: JSON
  /// The name of who asked for it first; nil where that was not kept.
  package let submitter: String?
  /// Where it stands.
  package internal(set) var state: State = .active
  /// Why it was cancelled.
  package internal(set) var reason: String?

  /// Positions of its jobs, in the order in which they joined.
  package internal(set) var jobs: [Int] = []
  /// How many of them are not terminal.
  var open = 0
  /// Whether `runEnded` was already said of its present state.
  var isAnnounced = false
  /// How many writings of what people take away have been asked for and have not ended.
  var writings = 0

  init(id: String, name: String, spec: JSON, submitter: String?) {
    self.id = id
    self.name = name
    self.spec = spec
    self.submitter = submitter
  }
}

/// A person's wish: jobs that together make a map.
package struct RunRequest: Sendable {
  /// The run's id.
  package let id: String
  /// What people call it.
  package let name: String
  /// What was asked for, as JSON.
  package let spec: JSON
  /// The name of who asks; nil where nobody in particular does.
  package var submitter: String?
  /// The jobs, each after those that it depends on.
  package let jobs: [Job]
  /// How often a job may fail.
  package let maximumAttempts: Int
  /// How often workers may die of a job.
  package let maximumCrashes: Int

  /// Makes a request.
  package init(
    id: String, name: String, spec: JSON, submitter: String? = nil, jobs: [Job],
    maximumAttempts: Int, maximumCrashes: Int
  ) {
    self.id = id
    self.name = name
    self.spec = spec
    self.submitter = submitter
    self.jobs = jobs
    self.maximumAttempts = maximumAttempts
    self.maximumCrashes = maximumCrashes
  }
}
