internal import CMath

/// The logits of the best constant guess, from how often something is so.
enum BestGuess {
  /// Added to the share of a class at one pixel, since a class may be new at that pixel.
  static let rarestLabel = 1e-4
  /// Added to the share of a class of images.
  static let rarestClass = 1e-6
  /// Added to the mean share of a class.
  static let rarestShare = 1e-9
  private static let surest = 1e-3

  /// log(p / (1 - p)) of a probability kept within 0.001...0.999.
  static func logOdds(_ probability: Double) -> Float {
    let bounded = min(max(probability, surest), 1 - surest)
    return Float(tm_log(bounded) - tm_log(1 - bounded))
  }

  /// log(share + smallest).
  static func logarithm(_ share: Double, atLeast smallest: Double) -> Float {
    Float(tm_log(share + smallest))
  }
}
