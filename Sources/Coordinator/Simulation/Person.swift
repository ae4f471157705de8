internal import Documents
internal import Peers
internal import Scheduling

/// A person who wants runs and asks about them, through commands.
struct Person {
  /// What became of one wish.
  enum Wish: Equatable {
    /// Not asked for yet.
    case open
    /// Asked, not answered.
    case asked
    /// The coordinator has it.
    case granted
  }

  let requests: [RunRequest]
  var peer = ClientPeer(coordinator: "simulated")
  var link = Machine.Link()
  /// Whether each run was submitted.
  var wishes: [Wish]
  /// What each open question is about.
  var questions: [Int: (verb: String, run: Int, asked: Int)] = [:]
  /// The state of each run, as the person knows it.
  var states: [String]
  /// How often each run was retried in peace.
  var retries: [Int]
  /// Questions that were answered by a failure since peace began.
  var unanswered = 0

  init(requests: [RunRequest]) {
    self.requests = requests
    wishes = Array(repeating: .open, count: requests.count)
    states = Array(repeating: "", count: requests.count)
    retries = Array(repeating: 0, count: requests.count)
  }
}
