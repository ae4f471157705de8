/// Words that depend on how many things there are.
enum Words {
  /// `1 task`, `2 tasks`.
  static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
