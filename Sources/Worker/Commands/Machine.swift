internal import Documents
internal import Glibc
internal import Terminal

/// What the worker runs on.
enum Machine {
  /// The machine's name in its network.
  static var hostName: String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let result = buffer.withUnsafeMutableBytes { bytes in
      bytes.bindMemory(to: CChar.self).baseAddress.map { gethostname($0, bytes.count - 1) }
    }
    let name = String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
    return result == 0 && !name.isEmpty ? name : "worker"
  }

  /// What tells installed systems apart (machine-id(5)); empty where a system has none.
  static var identity: String { (try? Files.readText("/etc/machine-id")) ?? "" }

  /// The processor's name, as its maker writes it.
  static var processorName: String {
    let text = (try? Files.readText("/proc/cpuinfo")) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " } }
    return name.map { String($0) } ?? "unknown processor"
  }

  /// Bytes of memory.
  static var memory: Int { bytes("MemTotal:") }

  /// Bytes of memory that programs could have now.
  static var availableMemory: Int { bytes("MemAvailable:") }

  /// Bytes that are free on the disk of `folder`, or of the next folder above that exists.
  static func freeBytes(at folder: String) -> Int {
    var folder = folder
    var status = statvfs()
    while statvfs(folder, &status) != 0 {
      let parent = Files.folder(of: folder)
      if parent == folder { return 0 }
      folder = parent
    }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }

  /// One line about it all.
  static func description(cores: Int, device: String) -> String {
    "\(processorName), \(cores) cores, \(Format.bytes(memory)), \(device)"
  }

  private static func bytes(_ name: String) -> Int {
    let text = (try? Files.readText("/proc/meminfo")) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    let words = line?.split(separator: " ") ?? []
    return words.count > 1 ? (Int(words[1]) ?? 0) << 10 : 0
  }
}
