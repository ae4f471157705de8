internal import Documents
internal import Glibc
internal import Messaging
internal import Service
internal import Terminal

/// The start of a coordinator, which waits where the disk has no room for it.
///
/// Nothing was said to anybody yet, so a start that fails is just begun again. Until it succeeds
/// the state folder is nobody's: commands that only look read it without a coordinator.
enum PatientStart {
  /// Looks for an interruption between two tries, of which each waits a tenth of a second.
  private static let looks = 10

  /// A coordinator at work; nil where a person interrupted the wait.
  ///
  /// - Throws: `Failure` as `CoordinatorService` does, but for a full disk.
  static func service(
    _ folder: StateFolder, listening endpoint: Endpoint, isTemporary: Bool,
    _ interruption: Interruption
  ) throws(Failure) -> CoordinatorService? {
    var hasWaited = false
    while interruption.request == nil {
      do throws(Failure) {
        let service = try CoordinatorService(
          folder: folder, listening: endpoint, isTemporary: isTemporary)
        if hasWaited { Output.error("coordinator: \(CoordinatorService.room(folder))\n") }
        return service
      } catch {
        guard error.isDiskFull else { throw error }
        if !hasWaited { Output.error("coordinator: \(CoordinatorService.fullDisk(folder))\n") }
        hasWaited = true
      }
      for _ in 0..<looks where interruption.request == nil { usleep(100_000) }
    }
    return nil
  }
}
