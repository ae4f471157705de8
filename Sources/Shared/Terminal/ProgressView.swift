/// What a progress display shows at one moment.
package struct ProgressView: Equatable, Sendable {
  /// The lines of the live block on a terminal.
  package let lines: [String]
  /// The same in one line, for a file.
  package let plain: String
  /// What is being done; a change of it always shows.
  package let phase: String
  /// How much is done, 0 to 1; nil where nobody knows.
  package let fraction: Double?

  /// Describes a moment.
  package init(lines: [String], plain: String, phase: String, fraction: Double? = nil) {
    self.lines = lines
    self.plain = plain
    self.phase = phase
    self.fraction = fraction
  }

  /// A bar of `width` columns, filled to `fraction` (0 to 1) in eighths of a column.
  package static func bar(_ fraction: Double, width: Int) -> String {
    let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
    let eighths = Int((share * Double(width * 8)).rounded(.down))
    let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    let filled = String(repeating: "█", count: eighths / 8) + partial
    return DisplayText.pad(filled, to: width)
  }
}
