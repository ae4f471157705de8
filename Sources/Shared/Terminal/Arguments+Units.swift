package import Documents

extension Arguments {
  /// A number of bytes, at least 0: "512", "64 MiB", "1.5G", "20GB"; nil where none is given.
  ///
  /// K, M, G and T with "iB" or alone count in powers of 1024, with "B" in powers of 1000
  /// (IEC 80000-13). Fractions of a byte are dropped.
  ///
  /// - Throws: `Failure` (usage) where the text is no such number or exceeds 2^62.
  package func bytesIfGiven(_ name: String) throws(Failure) -> Int? {
    guard let text = textIfGiven(name) else { return nil }
    guard let (number, unit) = measure(text), let factor = Self.byteUnits[unit.lowercased()],
      number * factor <= 0x1p62
    else {
      throw failure("\(label(name)) is a number of bytes like 512MiB or 4GiB, not '\(text)'")
    }
    return Int(number * factor)
  }

  /// A time in seconds, at least 0: "30", "1.5s", "200ms", "10m", "2h", "7d"; nil where none is
  /// given.
  ///
  /// - Throws: `Failure` (usage) where the text is no such time.
  package func secondsIfGiven(_ name: String) throws(Failure) -> Double? {
    guard let text = textIfGiven(name) else { return nil }
    guard let (number, unit) = measure(text), let factor = Self.timeUnits[unit] else {
      throw failure("\(label(name)) is a time like 30s, 10m or 2h, not '\(text)'")
    }
    return number * factor
  }

  private static let byteUnits: [String: Double] = [
    "": 1, "b": 1, "k": 0x1p10, "m": 0x1p20, "g": 0x1p30, "t": 0x1p40, "kib": 0x1p10,
    "mib": 0x1p20, "gib": 0x1p30, "tib": 0x1p40, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12,
  ]

  private static let timeUnits: [String: Double] = [
    "": 1, "s": 1, "ms": 0.001, "m": 60, "min": 60, "h": 3600, "d": 86400,
  ]

  /// A number without sign and what follows it, without the spaces between.
  private func measure(_ text: String) -> (number: Double, unit: String)? {
    let digits = text.prefix { "0123456789.".contains($0) }
    guard let number = Double(digits), number.isFinite else { return nil }
    return (number, String(text[digits.endIndex...].drop { $0 == " " }))
  }
}
