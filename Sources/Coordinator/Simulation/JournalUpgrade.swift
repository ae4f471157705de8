internal import Documents
internal import Journal

/// What becomes of an older journal whose upgrade is cut short.
package enum JournalUpgrade {
  /// How the upgrade shall fail.
  package enum Mishap: Sendable, CaseIterable {
    /// The power fails at an operation on the disk.
    case powerFailure
    /// From an operation on there is no room.
    case fullDisk
  }

  private static let path = "journal.sqlite"

  /// Brings the journal in `file` up to date, once without a mishap, and then once with it at each
  /// operation on the disk, after which it is opened again.
  ///
  /// - Returns: how many operations there were, and a sentence for each time after which the journal
  ///   was not there as it should be.
  package static func failEverywhere(
    _ file: [UInt8], _ mishap: Mishap
  ) -> (operations: Int, wrong: [String]) {
    let disk = SimulatedDisk(luck: Luck(seed: 0, "upgrade"))
    disk.put(path, file)
    let upgraded = content(on: disk)
    guard case .success(let expected) = upgraded else { return (disk.calls, ["\(upgraded)"]) }
    let operations = disk.calls
    let wrong = (1...operations).compactMap { operation -> String? in
      let disk = SimulatedDisk(luck: Luck(seed: UInt64(operation), "upgrade"))
      disk.put(path, file)
      switch mishap {
      case .powerFailure: disk.crashCall = operation
      case .fullDisk: disk.fullCall = operation
      }
      _ = content(on: disk)
      disk.crash()
      disk.fullCall = nil
      disk.restart(hasPowerFailed: mishap == .powerFailure)
      let found = content(on: disk)
      return found == .success(expected) ? nil : "at operation \(operation): \(found)"
    }
    return (operations, wrong)
  }

  /// All that a coordinator which opens the journal finds in it, in words.
  private static func content(on disk: SimulatedDisk) -> Result<String, Failure> {
    let files = FaultyFileSystem(disk)
    return withExtendedLifetime(files) {
      do throws(Failure) {
        let journal = try Journal.open(path, on: JournalDisk(fileSystem: files.name))
        return .success(String(reflecting: try journal.snapshot().snapshot))
      } catch {
        return .failure(error)
      }
    }
  }
}
