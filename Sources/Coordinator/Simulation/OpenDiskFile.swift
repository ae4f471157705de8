internal import CSQLite

/// A file of a simulated disk that SQLite has open.
final class OpenDiskFile {
  /// What SQLite keeps room for: its own part, then ours.
  struct Handle {
    var base: sqlite3_file
    var file: UnsafeMutableRawPointer?
  }

  private static let readFailed = SQLITE_IOERR | 1 << 8
  private static let shortRead = SQLITE_IOERR | 2 << 8
  private static let writeFailed = SQLITE_IOERR | 3 << 8
  private static let syncFailed = SQLITE_IOERR | 4 << 8
  private static let sharedMemoryFailed = SQLITE_IOERR | 19 << 8

  private let content: DiskFile
  private let disk: SimulatedDisk
  private let life: Int
  /// Kept, for the connection of a dead process looks at it until it is closed.
  private let shared: SharedMemory

  private init(_ content: DiskFile, on disk: SimulatedDisk) {
    self.content = content
    self.disk = disk
    life = disk.life
    shared = disk.shared
  }

  static func open(
    _ content: DiskFile, on disk: SimulatedDisk, in file: UnsafeMutablePointer<sqlite3_file>
  ) {
    let open = OpenDiskFile(content, on: disk)
    file.withMemoryRebound(to: Handle.self, capacity: 1) { handle in
      handle.pointee.file = Unmanaged.passRetained(open).toOpaque()
      handle.pointee.base.pMethods = UnsafePointer(methods)
    }
  }

  private static func opaque(
    _ file: UnsafeMutablePointer<sqlite3_file>?
  ) -> Unmanaged<OpenDiskFile> {
    let pointer = file?.withMemoryRebound(to: Handle.self, capacity: 1) { $0.pointee.file }
    guard let pointer else {
      preconditionFailure("SQLite hands over files that it has opened")
    }
    return Unmanaged.fromOpaque(pointer)
  }

  private static func of(_ file: UnsafeMutablePointer<sqlite3_file>?) -> OpenDiskFile {
    opaque(file).takeUnretainedValue()
  }

  private var isAlive: Bool { life == disk.life && !disk.isCrashed }

  // MARK: Reading and writing

  private func read(_ target: UnsafeMutableRawPointer, _ count: Int, at offset: Int) -> Int32 {
    guard disk.enter(.read, of: life) == .done else { return Self.readFailed }
    var there = max(0, min(count, content.content.count - offset))
    if there > 0, disk.luck.happens(disk.faults.shortRead) { there = disk.luck.number(0...there) }
    content.content.withUnsafeBytes { bytes in
      guard there > 0, let start = bytes.baseAddress else { return }
      target.copyMemory(from: start + offset, byteCount: there)
    }
    guard there < count else { return SQLITE_OK }
    // SQLite demands zeros for what is not there.
    (target + there).initializeMemory(as: UInt8.self, repeating: 0, count: count - there)
    let isEnd = offset + there >= content.content.count
    return isEnd ? Self.shortRead : Self.readFailed
  }

  private func write(_ source: UnsafeRawPointer, _ count: Int, at offset: Int) -> Int32 {
    let grows = offset + count > content.content.count
    switch disk.enter(.write, of: life, grows: grows) {
    case .done:
      content.write(UnsafeRawBufferPointer(start: source, count: count), at: offset)
      return SQLITE_OK
    case .partly(let share):
      let part = Int(Double(count) * share)
      content.write(UnsafeRawBufferPointer(start: source, count: part), at: offset)
      return Self.writeFailed
    case .full: return SQLITE_FULL
    case .failed: return Self.writeFailed
    }
  }

  private func synchronise() -> Int32 {
    guard disk.enter(.synchronise, of: life) == .done else {
      // The system may have given up the pages that it could not write.
      if isAlive, disk.luck.happens(0.5) { content.forgetPending() }
      return Self.syncFailed
    }
    if !disk.isLying { content.synchronise() }
    return SQLITE_OK
  }

  private func truncate(to size: Int) -> Int32 {
    guard disk.enter(.truncate, of: life) == .done else { return Self.writeFailed }
    content.truncate(to: size)
    return SQLITE_OK
  }

  private func lock(_ first: Int, _ count: Int, _ flags: Int32) -> Int32 {
    let locks = first..<first + count
    let isExclusive = flags & SQLITE_SHM_EXCLUSIVE != 0
    guard flags & SQLITE_SHM_LOCK != 0 else {
      shared.unlock(locks, isExclusive: isExclusive)
      return SQLITE_OK
    }
    guard isAlive else { return Self.sharedMemoryFailed }
    if isExclusive, disk.luck.happens(disk.faults.busy) { return SQLITE_BUSY }
    return shared.lock(locks, isExclusive: isExclusive) ? SQLITE_OK : SQLITE_BUSY
  }

  // MARK: SQLite's table

  nonisolated(unsafe) private static let methods: UnsafeMutablePointer<sqlite3_io_methods> = {
    let table = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    table.initialize(to: sqlite3_io_methods())
    table.pointee.iVersion = 2
    addBytes(&table.pointee)
    addLocks(&table.pointee)
    return table
  }()

  private static func addBytes(_ table: inout sqlite3_io_methods) {
    table.xClose = { file in
      OpenDiskFile.opaque(file).release()
      return SQLITE_OK
    }
    table.xRead = { file, target, count, offset in
      guard let target else { return SQLITE_MISUSE }
      return OpenDiskFile.of(file).read(target, Int(count), at: Int(offset))
    }
    table.xWrite = { file, source, count, offset in
      guard let source else { return SQLITE_MISUSE }
      return OpenDiskFile.of(file).write(source, Int(count), at: Int(offset))
    }
    table.xTruncate = { file, size in OpenDiskFile.of(file).truncate(to: Int(size)) }
    table.xSync = { file, _ in OpenDiskFile.of(file).synchronise() }
    table.xFileSize = { file, size in
      size?.pointee = Int64(OpenDiskFile.of(file).content.content.count)
      return SQLITE_OK
    }
    table.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
    table.xSectorSize = { _ in 4096 }
    table.xDeviceCharacteristics = { _ in SQLITE_IOCAP_POWERSAFE_OVERWRITE }
  }

  private static func addLocks(_ table: inout sqlite3_io_methods) {
    // One process at a time opens the journal, and only with shared memory: its locks suffice.
    table.xLock = { _, _ in SQLITE_OK }
    table.xUnlock = { _, _ in SQLITE_OK }
    table.xCheckReservedLock = { _, result in
      result?.pointee = 0
      return SQLITE_OK
    }
    table.xShmMap = { file, number, size, makes, result in
      let region = OpenDiskFile.of(file).shared.region(
        Int(number), size: Int(size), makes: makes != 0)
      result?.pointee = UnsafeMutableRawPointer(region)
      return SQLITE_OK
    }
    table.xShmLock = { file, first, count, flags in
      OpenDiskFile.of(file).lock(Int(first), Int(count), flags)
    }
    table.xShmBarrier = { _ in }
    table.xShmUnmap = { _, _ in SQLITE_OK }
  }
}
