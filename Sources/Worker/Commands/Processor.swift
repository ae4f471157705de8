internal import Documents

/// The cores that this process may use.
enum Processor {
  /// How many cores: what the scheduler allows, or less where a control group limits the time.
  static var usableCores: Int {
    max(1, min(allowedCores, limit(of: controlGroup) ?? allowedCores))
  }

  /// The cores on which the system lets this process run: the bits of a mask in hexadecimal digits.
  static var allowedCores: Int {
    let text = (try? Files.readText("/proc/self/status")) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
    let digits = line?.split(whereSeparator: \.isWhitespace).last ?? ""
    return digits.reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
  }

  /// The cores' worth of time that `cpu.max` grants, of a group or the groups around it.
  ///
  /// The file holds the time and the period, "200000 100000", or "max 100000".
  static func limit(of group: String, root: String = "/sys/fs/cgroup") -> Int? {
    var least: Int?
    var group = group
    while true {
      if let text = try? Files.readText("\(root)\(group)/cpu.max") {
        let numbers = text.split(whereSeparator: \.isWhitespace).map { Int($0) }
        if numbers.count == 2, let time = numbers[0], let period = numbers[1], period > 0 {
          least = min(least ?? .max, (time + period - 1) / period)
        }
      }
      guard let slash = group.lastIndex(of: "/") else { return least }
      group = String(group[..<slash])
    }
  }

  /// The path of this process's group; "" where there is none.
  private static var controlGroup: String {
    guard let text = try? Files.readText("/proc/self/cgroup") else { return "" }
    let line = text.split(separator: "\n").first { $0.hasPrefix("0::") }
    return line.map { String($0.dropFirst(3)) } ?? ""
  }
}
