/// A job whose result the report has to do without.
package struct MissingJob: Hashable, Sendable {
  /// What the job would have computed, as people call it.
  package let title: String
  /// How it stands: `failed`, `blocked`, `waiting`, `running`.
  package let state: String
  /// Why, in a sentence; may be empty.
  package let reason: String

  /// A job that is missing.
  package init(title: String, state: String, reason: String) {
    self.title = title
    self.state = state
    self.reason = reason
  }
}
