/// How rooms are kept in a worker's cache.
package struct DatasetOptions: Sendable {
  /// Rooms in one file at most; all that share a cache should agree.
  package var roomsPerChunk: Int
  /// Bytes in one file at most, unless a single room takes more.
  let bytesPerChunk = 16 << 20
  /// Bytes that rendered rooms may take; datasets that were not used for longest go first.
  package var limit: Int
  /// The datasets of files that are on this machine.
  package var folders: [DatasetFolder]

  /// Files of `roomsPerChunk` rooms, `limit` bytes of them.
  package init(
    roomsPerChunk: Int = 125, limit: Int = 8 << 30, folders: [DatasetFolder] = []
  ) {
    precondition(roomsPerChunk > 0 && limit > 0, "a cache has room for something")
    self.roomsPerChunk = roomsPerChunk
    self.limit = limit
    self.folders = folders
  }
}
