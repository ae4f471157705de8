/// The families of faults.
///
/// Each seed draws a good third of them, each with a strength of its own.
package enum Fault: String, Hashable, Sendable, CaseIterable {
  // The network.
  /// Messages get lost.
  case loss
  /// Messages come twice.
  case duplication
  /// Messages overtake each other, those of an older connection too.
  case reordering
  /// Messages take seconds.
  case delay
  /// One machine's path is slow for a while.
  case slowLink
  /// A machine is cut off for a while, both ways.
  case partition
  /// A machine is cut off for a while, one way.
  case oneWayPartition
  /// All connections break at once.
  case reconnectStorm
  /// A connection is gone, but the worker does not notice.
  case halfOpen
  /// Bytes that are no message, and messages that are cut short.
  case garbage

  // Workers.
  /// A worker's process dies and starts again.
  case workerCrash
  /// A worker stands still, perhaps for longer than its lease, and goes on as if nothing was.
  case workerPause
  /// A worker does everything a hundred times as slowly.
  case slowWorker
  /// A worker cannot keep its results on its disk.
  case outboxDiskFull
  /// An artifact is gone before it was brought to the coordinator.
  case lostOutput
  /// A cache loses everything.
  case lostCache
  /// A worker starts again with another number of slots.
  case otherSlots
  /// A worker of another version wants work.
  case wrongVersion
  /// A second process takes a worker's name.
  case sameName
  /// A worker is asked to stop, and is started again.
  case interruption

  // The coordinator.
  /// Its process dies between two turns.
  case coordinatorCrash
  /// Its process dies at some operation on its disk, while it commits or recovers.
  case crashAtDisk
  /// Its process dies after a commit, while it speaks.
  case crashInSpeech
  /// It stands still for seconds.
  case coordinatorPause
  /// Its commits take seconds.
  case slowCommit

  // The disk.
  /// Crashes of the coordinator are power cuts: what was not made durable is lost or torn.
  case powerLoss
  /// There is no room for a while.
  case diskFull
  /// Writing fails, or stops in the middle.
  case writeError
  /// Making durable fails, and what was not durable may be gone.
  case syncError
  /// Reading fails, or gives less than was asked for.
  case readError
  /// The journal is busy.
  case busy
  /// The journal was begun by the first release, and is brought up to date.
  case oldJournal
  /// The write-ahead log is carried over at nearly every commit.
  case checkpoints
  /// A stored artifact is damaged, found so, and removed.
  case lostArtifact
  /// An artifact arrives damaged.
  case damagedUpload

  // The clocks.
  /// The coordinator's wall clock jumps by hours.
  case wallJump
  /// Clocks run at other speeds.
  case skew
  /// Clocks that order things stand still while their machine does.
  case stoppedClock

  // The jobs.
  /// Attempts fail by chance.
  case failure
  /// One job fails whenever it is tried.
  case hopeless
  /// One job kills its worker whenever it is tried.
  case poison
  /// A job that is made again gives other bytes.
  case nondeterminism
  /// Some attempts take a minute.
  case longJob

  // People.
  /// The same run is submitted again.
  case submittedTwice
  /// A run is cancelled.
  case cancellation
  /// Failed jobs are retried at once.
  case retry
  /// A second run shares most of its jobs with the first.
  case secondRun
}
