/// Finds the known word that somebody probably meant.
package enum Suggestion {
  /// The nearest of `known` within two edits, the first of equals; nil where none is near.
  ///
  /// A word of up to three letters allows one edit only, or everything would be near.
  package static func nearest(to word: String, among known: [String]) -> String? {
    let limit = word.count <= 3 ? 1 : 2
    var best: (name: String, distance: Int)?
    for name in known {
      let distance = distance(word, name)
      if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// The number of edits from one text to another.
  ///
  /// Edits are insertions, deletions, replacements and swaps of two neighbours (Damerau 1964;
  /// the restricted form, in which no part is edited twice).
  package static func distance(_ one: String, _ other: String) -> Int {
    let one = Array(one)
    let other = Array(other)
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for row in 0..<one.count {
      var current = [row + 1]
      for column in 0..<other.count {
        var cost = last[column] + (one[row] == other[column] ? 0 : 1)
        cost = min(cost, last[column + 1] + 1, current[column] + 1)
        let isSwap =
          row > 0 && column > 0 && one[row] == other[column - 1] && one[row - 1] == other[column]
        if isSwap { cost = min(cost, beforeLast[column - 1] + 1) }
        current.append(cost)
      }
      (beforeLast, last) = (last, current)
    }
    return last[other.count]
  }

  /// A question to append to a message: "; did you mean 'serve'?", or nothing.
  static func question(_ word: String, among known: [String], prefix: String = "") -> String {
    nearest(to: word, among: known).map { "; did you mean '\(prefix)\($0)'?" } ?? ""
  }
}
