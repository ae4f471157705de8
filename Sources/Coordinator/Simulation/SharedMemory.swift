internal import CSQLite

/// The memory that connections to one database share while it is in WAL mode, and its locks.
///
/// It dies with the processes that use it.
final class SharedMemory {
  private var regions: [UnsafeMutableRawPointer] = []
  private var readers = [Int](repeating: 0, count: Int(SQLITE_SHM_NLOCK))
  private var writers = [Bool](repeating: false, count: Int(SQLITE_SHM_NLOCK))

  deinit { for region in regions { region.deallocate() } }

  /// The region of this number; nil where it is not there and shall not be made.
  func region(_ number: Int, size: Int, makes: Bool) -> UnsafeMutableRawPointer? {
    while makes, regions.count <= number {
      let region = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
      region.initializeMemory(as: UInt8.self, repeating: 0, count: size)
      regions.append(region)
    }
    return number < regions.count ? regions[number] : nil
  }

  /// Takes or frees locks; says whether it could.
  func lock(_ locks: Range<Int>, isExclusive: Bool) -> Bool {
    let isFree = locks.allSatisfy { !writers[$0] && (!isExclusive || readers[$0] == 0) }
    guard isFree else { return false }
    for lock in locks {
      if isExclusive { writers[lock] = true } else { readers[lock] += 1 }
    }
    return true
  }

  func unlock(_ locks: Range<Int>, isExclusive: Bool) {
    for lock in locks {
      if isExclusive { writers[lock] = false } else { readers[lock] -= 1 }
    }
  }
}
