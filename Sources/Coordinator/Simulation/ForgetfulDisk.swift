internal import Documents
internal import Journal
internal import Scheduling

/// A journal on a disk whose system, when it fails to write, may give up what it was to write and
/// not say so again (fsync(2)): what a program has read can be gone when it reads it once more.
package enum ForgetfulDisk {
  private static let path = "journal.sqlite"
  private static let lives = 12
  private static let commits = 6

  /// Lets processes open the journal, commit and die one after the other, and says what is wrong
  /// with what the last one finds.
  package static func violations(seed: UInt64) -> [String] {
    let disk = SimulatedDisk(luck: Luck(seed: seed, "disk"))
    let files = FaultyFileSystem(disk)
    let access = JournalDisk(fileSystem: files.name, checkpointPages: 4)
    disk.faults.synchronise = 0.3
    var kept: [String] = []
    for life in 0..<lives {
      kept += live(life, on: access)
      // Only the process dies: what it wrote is there, durable or not.
      disk.restart(hasPowerFailed: false)
    }
    disk.faults = SimulatedDisk.Faults()
    do {
      let journal = try Journal.open(path, on: access)
      let found = Set(try journal.snapshot().snapshot.runs.map(\.id))
      return kept.filter { !found.contains($0) }.map { "run \($0) was kept and is lost" }
    } catch {
      return [error.message]
    }
  }

  /// Opens the journal, commits runs until a commit fails, and closes it; gives the runs that are
  /// kept.
  private static func live(_ life: Int, on access: JournalDisk) -> [String] {
    guard let journal = try? Journal.open(path, on: access) else { return [] }
    var kept: [String] = []
    for number in 0..<commits {
      let run = "\(life)-\(number)"
      let change = JournalChange.addRun(id: run, name: run, spec: .object([]), submitter: nil)
      guard (try? journal.commit([change], time: 0)) != nil else { break }
      kept.append(run)
    }
    return kept
  }
}
