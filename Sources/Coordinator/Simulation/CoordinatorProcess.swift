internal import Journal
internal import Scheduling
internal import Service
internal import Wire

/// The coordinator's process: what is lost when it dies.
final class CoordinatorProcess {
  let life: Int
  let journal: Journal
  var turn: Turn
  var inbox: [(line: Line, bytes: [UInt8])] = []
  /// How much it hears on each connection.
  let traffic = TrafficWatch()
  /// What people are answered after the commit.
  var replies: [(line: Line, reply: ClientReply)] = []
  /// What was committed and has not been said.
  var speech: [Effect] = []
  /// Whether something in the turn allows dead jobs to be tried again.
  var isAsked = false
  /// When the next turn comes.
  var nextTurn = 0
  var pausedUntil = 0
  var commits = 0
  /// Whether the last commit found the disk full, and every turn tries it again.
  var waitsForRoom = false
  /// When the last run's folder will be written: one after the other.
  var folderIsWritten = 0

  init(life: Int, journal: consuming Journal, turn: Turn) {
    self.life = life
    self.journal = journal
    self.turn = turn
  }
}
