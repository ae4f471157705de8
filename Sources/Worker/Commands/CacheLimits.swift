/// How many bytes of a worker's cache each kind of content may take.
struct CacheLimits: Sendable {
  /// Rendered rooms: the largest, and slow to make.
  let rooms: Int
  /// Representations, which every transfer from a source reads.
  let representations: Int
  /// Copies of the coordinator's artifacts.
  let durable: Int
  /// Readouts that stay here.
  let temporary: Int

  /// Divides a cache of `bytes`.
  init(dividing bytes: Int) {
    rooms = bytes / 10 * 4
    representations = bytes / 10 * 3
    durable = bytes / 10 * 2
    temporary = bytes / 10
  }
}
