internal import Documents
internal import TaskSpace
internal import Wire

/// One connection of one machine, or of a person's command, to the coordinator.
struct Line: Hashable {
  /// The machine's position; `Line.person` for people.
  let station: Int
  /// Counts the station's connections.
  let number: Int

  /// The station of people.
  static let person = -1
}

/// Something that happens in a simulated cluster at its time.
enum Occurrence {
  /// The coordinator's process starts.
  case start
  /// The coordinator of this life looks at its sockets and clock.
  case turn(life: Int)
  /// The coordinator of this life says what it has committed.
  case speech(life: Int)
  /// Bytes arrive at the coordinator of this life.
  case arrival(life: Int, Line, [UInt8])
  /// Bytes arrive at a station.
  case delivery(Line, [UInt8])
  /// A station's socket connects.
  case connect(Int)
  /// A machine's process starts.
  case boot(Int)
  /// A station looks at its clock.
  case wake(Int)
  /// A machine's process of this life is through with an attempt.
  case finish(Int, life: Int, AttemptReference)
  /// An artifact of a machine's process of this life is through.
  case upload(Int, life: Int, Digest)
  /// The coordinator of this life has ranked the sources of a node.
  case ranked(life: Int, AttemptReference, Job, losses: [Assignment.Input])
  /// The coordinator of this life has written a run's folder.
  case published(life: Int, run: String, ended: Int)
  /// A fault happens.
  case misfortune(Fault)
  /// What a fault did to a machine, or to the coordinator's disk, ends.
  case relief(Fault, Int)
  /// A person wants something.
  case wish
  /// The faults end.
  case peace
  /// It is looked at whether all is done.
  case look
}
