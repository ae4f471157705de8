/// One thing that the doctor looked at.
struct Finding {
  enum Verdict: String {
    /// As it should be.
    case good
    /// Could be better, or is not needed.
    case remark
    /// Work is impossible.
    case bad
  }

  let name: String
  let verdict: Verdict
  let text: String

  init(_ name: String, _ verdict: Verdict, _ text: String) {
    self.name = name
    self.verdict = verdict
    self.text = text
  }
}
