/// A disk in memory that fails as real ones do: SQLite reaches it through a `FaultyFileSystem`.
///
/// It belongs to one thread. After a crash, what the process that died still has open does
/// nothing any more.
final class SimulatedDisk {
  /// What a program does to a disk; each is a point at which it may crash.
  enum Operation: Hashable {
    case open
    case read
    case write
    case truncate
    case synchronise
    case delete
  }

  /// How likely each operation fails.
  struct Faults {
    var read = 0.0
    var shortRead = 0.0
    var write = 0.0
    var synchronise = 0.0
    var busy = 0.0
  }

  /// What becomes of an operation.
  enum Verdict: Equatable {
    case done
    case failed
    /// Only so large a part was done, then it failed; 0...1.
    case partly(Double)
    case full
  }

  /// How often each operation fails now.
  var faults = Faults()
  /// Whether there is no room for more.
  var isFull = false
  /// Whether `synchronise` does nothing but say that it did.
  var isLying = false
  /// The number of the operation at which the process dies; nil for none.
  var crashCall: Int?
  /// The number of the operation from which on there is no room for more; nil for none.
  var fullCall: Int?
  /// How many operations there were.
  private(set) var calls = 0
  /// Whether the process that uses the disk has died.
  private(set) var isCrashed = false
  /// Counts the processes; what one of before has open is dead.
  private(set) var life = 0
  /// The memory that the connections of one process share.
  private(set) var shared = SharedMemory()
  /// The luck of the disk.
  var luck: Luck
  private var files: [String: DiskFile] = [:]

  init(luck: Luck) { self.luck = luck }

  // MARK: Life and death

  /// The process that uses the disk dies.
  func crash() { isCrashed = true }

  /// The next process may use the disk.
  ///
  /// - Parameter hasPowerFailed: whether what was not made durable may be lost.
  func restart(hasPowerFailed: Bool) {
    isCrashed = false
    crashCall = nil
    life += 1
    shared = SharedMemory()
    guard hasPowerFailed else { return }
    for name in files.keys.sorted() {
      guard let file = files[name] else { continue }
      if !file.isNamed, luck.happens(0.5) {
        files[name] = nil
      } else {
        file.losePower(&luck)
      }
    }
  }

  // MARK: Operations

  /// Puts a file on the disk, durably; what was done to it does not count as operations.
  func put(_ file: String, _ content: [UInt8]) {
    let new = DiskFile()
    content.withUnsafeBytes { new.write($0, at: 0) }
    new.synchronise()
    files[file] = new
  }

  /// Counts the operations from here on.
  func countAnew() { calls = 0 }

  /// Counts an operation of the process of `life`, and says what becomes of it.
  func enter(_ operation: Operation, of life: Int, grows: Bool = false) -> Verdict {
    guard life == self.life, !isCrashed else { return .failed }
    calls += 1
    if let crashCall, calls >= crashCall {
      isCrashed = true
      // The last thing it did may have happened, in part or not at all.
      switch luck.number(0...2) {
      case 0: return .failed
      case 1: return operation == .write ? .partly(luck.happens(0.5) ? 0.5 : 0.1) : .failed
      default: return operation == .write ? .partly(1) : .failed
      }
    }
    return fault(operation, grows: grows)
  }

  private func fault(_ operation: Operation, grows: Bool) -> Verdict {
    switch operation {
    case .read: return luck.happens(faults.read) ? .failed : .done
    case .write:
      if grows, isFull || fullCall.map({ calls >= $0 }) == true { return .full }
      guard luck.happens(faults.write) else { return .done }
      return luck.happens(0.5) ? .failed : .partly(0.5)
    case .synchronise: return luck.happens(faults.synchronise) ? .failed : .done
    case .open, .truncate, .delete: return .done
    }
  }

  /// The file called `name`, which is made where it is missing and `creates`.
  func file(_ name: String, creates: Bool) -> DiskFile? {
    if let file = files[name] { return file }
    guard creates else { return nil }
    let file = DiskFile()
    files[name] = file
    return file
  }

  func exists(_ name: String) -> Bool { files[name] != nil }

  func remove(_ name: String) { files[name] = nil }
}
