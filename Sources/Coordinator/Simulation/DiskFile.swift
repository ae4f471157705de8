/// A file on a simulated disk: what programs read, and what a power cut would leave.
final class DiskFile {
  private enum Change {
    case write(offset: Int, bytes: [UInt8])
    case truncate(Int)
  }

  /// What programs read.
  private(set) var content: [UInt8] = []
  /// What the disk holds for certain.
  private var durable: [UInt8] = []
  /// What happened to `content` since, in order.
  private var pending: [Change] = []
  /// Whether the file's name survives a power cut.
  private(set) var isNamed = false

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    let copy = Array(bytes)
    Self.apply(.write(offset: offset, bytes: copy), to: &content)
    pending.append(.write(offset: offset, bytes: copy))
  }

  func truncate(to size: Int) {
    Self.apply(.truncate(size), to: &content)
    pending.append(.truncate(size))
  }

  /// Makes all that was written durable, and the name too.
  func synchronise() {
    for change in pending { Self.apply(change, to: &durable) }
    pending = []
    isNamed = true
  }

  /// Forgets what was not made durable, for readers too: the system gave the pages up.
  func forgetPending() {
    content = durable
    pending = []
  }

  /// The power fails: of what was not made durable, some is there, some is not, some is torn.
  func losePower(_ luck: inout Luck) {
    // Sometimes all is lost, sometimes what came last, sometimes anything.
    let manner = luck.number(0...2)
    let kept = luck.number(0...pending.count)
    for (index, change) in pending.enumerated() {
      let isKept = manner == 2 ? luck.happens(0.5) : manner == 1 && index < kept
      if isKept {
        Self.apply(change, to: &durable)
      } else if manner > 0, luck.happens(0.3) {
        Self.apply(Self.torn(change, &luck), to: &durable)
      }
    }
    forgetPending()
  }

  private static func torn(_ change: Change, _ luck: inout Luck) -> Change {
    guard case .write(let offset, let bytes) = change else { return change }
    return .write(offset: offset, bytes: Array(bytes.prefix(luck.number(0...bytes.count))))
  }

  private static func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .write(let offset, let new):
      let missing = offset + new.count - bytes.count
      if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
      bytes.withUnsafeMutableBytes { target in
        new.withUnsafeBytes { source in
          UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + new.count])
            .copyMemory(from: source)
        }
      }
    case .truncate(let size):
      if bytes.count > size {
        bytes.removeLast(bytes.count - size)
      } else {
        bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
      }
    }
  }
}
