internal import Documents

/// Describes ranges of numbers to people.
enum Bounds {
  /// The range in words: "1 or more", "from 0 to 1", "0 or more and below 8".
  static func text<Number: Comparable>(_ range: some RangeExpression<Number>) -> String {
    switch range {
    case let range as PartialRangeFrom<Number>: "\(word(range.lowerBound)) or more"
    case let range as PartialRangeThrough<Number>: "at most \(word(range.upperBound))"
    case let range as PartialRangeUpTo<Number>: "below \(word(range.upperBound))"
    case let range as ClosedRange<Number>:
      "from \(word(range.lowerBound)) to \(word(range.upperBound))"
    case let range as Range<Number>:
      "\(word(range.lowerBound)) or more and below \(word(range.upperBound))"
    default: "limited"
    }
  }

  /// Whole decimals are written like whole numbers.
  private static func word(_ number: some Comparable) -> String {
    (number as? Double).map { JSON.text(of: $0) } ?? "\(number)"
  }
}
