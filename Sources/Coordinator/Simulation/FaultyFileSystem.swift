internal import CSQLite
internal import Glibc
internal import Synchronization

/// A simulated disk as SQLite sees it: a VFS (sqlite.org/vfs.html) with a name of its own.
///
/// It is registered as long as the value lives; the journal must be closed before.
final class FaultyFileSystem {
  private static let count = Atomic(0)

  /// The name by which a journal finds it.
  let name: String
  let disk: SimulatedDisk
  private let table: UnsafeMutablePointer<sqlite3_vfs>

  init(_ disk: SimulatedDisk) {
    self.disk = disk
    let number = Self.count.wrappingAdd(1, ordering: .relaxed).newValue
    name = "simulated-\(number)"
    table = .allocate(capacity: 1)
    table.initialize(to: sqlite3_vfs())
    table.pointee.iVersion = 2
    table.pointee.szOsFile = Int32(MemoryLayout<OpenDiskFile.Handle>.size)
    table.pointee.mxPathname = 512
    table.pointee.zName = UnsafePointer(strdup(name))
    table.pointee.pAppData = Unmanaged.passUnretained(disk).toOpaque()
    addFiles()
    addSurroundings()
    sqlite3_vfs_register(table, 0)
  }

  deinit {
    sqlite3_vfs_unregister(table)
    free(UnsafeMutableRawPointer(mutating: table.pointee.zName))
    table.deallocate()
  }

  private static func disk(_ table: UnsafeMutablePointer<sqlite3_vfs>?) -> SimulatedDisk {
    guard let data = table?.pointee.pAppData else {
      preconditionFailure("SQLite hands over the table that it was given")
    }
    return Unmanaged<SimulatedDisk>.fromOpaque(data).takeUnretainedValue()
  }

  // MARK: Files

  private func addFiles() {
    table.pointee.xOpen = { table, name, file, flags, outFlags in
      let disk = FaultyFileSystem.disk(table)
      guard let file else { return SQLITE_MISUSE }
      file.pointee.pMethods = nil
      guard disk.enter(.open, of: disk.life) == .done else { return SQLITE_CANTOPEN }
      let creates = flags & SQLITE_OPEN_CREATE != 0
      guard
        let content = name.map({ disk.file(String(cString: $0), creates: creates) })
          ?? DiskFile()
      else { return SQLITE_CANTOPEN }
      outFlags?.pointee = flags
      OpenDiskFile.open(content, on: disk, in: file)
      return SQLITE_OK
    }
    table.pointee.xDelete = { table, name, _ in
      let disk = FaultyFileSystem.disk(table)
      guard let name else { return SQLITE_MISUSE }
      guard disk.enter(.delete, of: disk.life) == .done else { return SQLITE_IOERR }
      disk.remove(String(cString: name))
      return SQLITE_OK
    }
    table.pointee.xAccess = { table, name, _, result in
      let disk = FaultyFileSystem.disk(table)
      guard let name else { return SQLITE_MISUSE }
      result?.pointee = disk.exists(String(cString: name)) ? 1 : 0
      return SQLITE_OK
    }
    table.pointee.xFullPathname = { _, name, size, target in
      guard let name, let target else { return SQLITE_MISUSE }
      let count = strlen(name) + 1
      guard count <= size else { return SQLITE_CANTOPEN }
      target.update(from: name, count: count)
      return SQLITE_OK
    }
  }

  // MARK: The rest of the world

  private func addSurroundings() {
    table.pointee.xRandomness = { table, size, target in
      let disk = FaultyFileSystem.disk(table)
      for index in 0..<Int(size) {
        target?[index] = CChar(truncatingIfNeeded: disk.luck.next())
      }
      return size
    }
    // Nobody waits: what keeps the journal busy is over at some later try.
    table.pointee.xSleep = { _, microseconds in microseconds }
    table.pointee.xCurrentTime = { _, days in
      days?.pointee = 2_460_000
      return SQLITE_OK
    }
    table.pointee.xGetLastError = { _, _, _ in 0 }
  }
}
