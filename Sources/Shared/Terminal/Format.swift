internal import Glibc

/// Numbers as people read them.
package enum Format {
  /// A number with `digits` digits after the point, correctly rounded: "0.873".
  package static func decimal(_ value: Double, _ digits: Int) -> String {
    precondition((0...60).contains(digits), "a number is shown with 0 to 60 digits")
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    var buffer = [CChar](repeating: 0, count: 400)
    let count = withVaList([Int32(digits), value]) { list in
      vsnprintf(&buffer, buffer.count, "%.*f", list)
    }
    let text = String(decoding: buffer.prefix(Int(count)).map(UInt8.init), as: UTF8.self)
    let isZero = !text.contains { "123456789".contains($0) }
    return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }

  /// A share of 1 in percent: "12.5 %".
  package static func percent(_ share: Double, _ digits: Int = 0) -> String {
    decimal(share * 100, digits) + " %"
  }

  /// A whole number with commas between thousands: "1,234,567".
  package static func count(_ value: Int) -> String {
    var digits = Array(String(value.magnitude))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: position)
      position -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }

  /// So many things: "1 run", "1,234 runs".
  package static func count(_ value: Int, _ noun: String) -> String {
    "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
  }

  /// A time in its two greatest units: "0.42 s", "12 s", "3 m 12 s", "2 h 05 m", "4 d 3 h".
  ///
  /// Up to ten seconds it shows fractions; below a millisecond it says "0 s" or "<1 ms".
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return decimal(seconds, 0) }
    if seconds < 0 { return "-" + duration(-seconds) }
    if seconds == 0 { return "0 s" }
    if seconds < 0.001 { return "<1 ms" }
    if seconds < 0.9995 { return decimal(seconds * 1000, 0) + " ms" }
    if seconds < 9.95 { return decimal(seconds, 1) + " s" }
    guard seconds < 1e15 else { return "\(seconds) s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) m \(padded(whole % 60)) s" }
    let minutes = (whole + 30) / 60
    if minutes < 24 * 60 { return "\(minutes / 60) h \(padded(minutes % 60)) m" }
    let hours = (whole + 1800) / 3600
    return "\(hours / 24) d \(hours % 24) h"
  }

  /// A number of bytes in binary units (IEC 80000-13): "512 B", "1.4 GiB".
  package static func bytes(_ count: Int) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    if count.magnitude < 1024 { return "\(count) B" }
    var value = Double(count) / 1024
    var unit = 0
    while abs(value) >= 1023.95, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return "\(decimal(value, abs(value) < 99.95 ? 1 : 0)) \(units[unit])"
  }

  /// A large number with an SI prefix: "950", "1.2 k", "37 G", "4.1 E".
  package static func scaled(_ value: Double) -> String {
    guard value.isFinite else { return decimal(value, 0) }
    var rest = value
    for unit in ["", " k", " M", " G", " T", " P", " E"] {
      if abs(rest) < 999.5 || unit == " E" {
        return decimal(rest, unit.isEmpty || abs(rest) >= 99.95 ? 0 : 1) + unit
      }
      rest /= 1000
    }
    return decimal(value, 0)
  }

  private static func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
