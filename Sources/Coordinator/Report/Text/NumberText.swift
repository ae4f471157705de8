/// Numbers as people read them; what is not finite is a dash.
package enum NumberText {
  /// What stands where there is no number.
  package static let missing = "–"

  /// `value` with exactly `decimals` digits after the point, halves rounded away from zero.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = powerOfTen(decimals)
    let scaled = (abs(value) * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled <= 0x1p53 else { return value.isFinite ? value.description : missing }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "−" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A share from 0 to 1 in whole per cent.
  package static func percent(_ share: Double?) -> String {
    guard let share, share.isFinite else { return missing }
    return fixed(share * 100, 0) + "%"
  }

  /// About three digits that count.
  package static func significant(_ value: Double?) -> String {
    guard let value, value.isFinite else { return missing }
    let size = abs(value)
    if size == 0 { return "0" }
    if size >= 100 { return fixed(value, 0) }
    if size >= 10 { return fixed(value, 1) }
    if size >= 1 { return fixed(value, 2) }
    if size >= 0.1 { return fixed(value, 3) }
    if size >= 0.001 { return fixed(value, 4) }
    return "\(value < 0 ? "−" : "")\(fixed(size * 1e6, size >= 1e-5 ? 0 : 1))e−6"
  }

  /// A budget: whole ones without a fraction.
  package static func budget(_ value: Double) -> String {
    value == value.rounded() ? fixed(value, 0) : fixed(value, 2)
  }

  /// A span of time, in the unit that suits it.
  package static func duration(hours: Double) -> String {
    if hours >= 100 { return fixed(hours, 0) + " h" }
    if hours >= 1 { return fixed(hours, 1) + " h" }
    if hours * 60 >= 1 { return fixed(hours * 60, 0) + " min" }
    return fixed(hours * 3600, 0) + " s"
  }

  /// A coordinate in a figure: at most two decimals, none that say nothing.
  package static func coordinate(_ value: Double) -> String {
    precondition(value.isFinite, "coordinates are finite")
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// `value`, unless it is no number.
  package static func finite(_ value: Double?) -> Double? {
    value.flatMap { $0.isFinite ? $0 : nil }
  }

  private static func powerOfTen(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }
}
