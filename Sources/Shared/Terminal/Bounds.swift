/// Describes ranges of numbers to people.
enum Bounds {
  /// The range in words: "1 or more", "from 0 to 1", "0 or more and below 8".
  static func text<Number: Comparable>(_ range: some RangeExpression<Number>) -> String {
    switch range {
    case let range as PartialRangeFrom<Number>: "\(range.lowerBound) or more"
    case let range as PartialRangeThrough<Number>: "at most \(range.upperBound)"
    case let range as PartialRangeUpTo<Number>: "below \(range.upperBound)"
    case let range as ClosedRange<Number>: "from \(range.lowerBound) to \(range.upperBound)"
    case let range as Range<Number>: "\(range.lowerBound) or more and below \(range.upperBound)"
    default: "limited"
    }
  }
}
