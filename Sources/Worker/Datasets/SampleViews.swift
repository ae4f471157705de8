package import TaskSpace

/// Which images of a room make up a sample of a task.
package struct SampleViews: Sendable {
  /// Every image of a room that some sample may need.
  package let encodings: [InputVariant]
  /// Images per sample.
  package let count: Int
  /// How many samples a room makes.
  private let turns: Int

  /// The images of the samples of `task`.
  package init(_ task: TaskDefinition) {
    encodings = task.encodings
    count = task.views
    turns = task.turns
  }

  /// A sample of one image alone.
  package init(_ input: InputVariant) {
    encodings = [input]
    count = 1
    turns = 1
  }

  /// The images of a sample, as places in `encodings`.
  ///
  /// Where a task has an image to spare, rooms take turns: at turn 0 one of every two neighbours
  /// shows the second image, and matches, and the other one the third; at turn 1 it is the reverse.
  ///
  /// - Parameter room: the global index of the sample's room.
  package func places(of room: Int, turn: Int) -> [Int] {
    if turns == 1 { return Array(0..<count) }
    return [0, Self.isMatch(room, turn: turn) ? 1 : 2]
  }

  /// Whether the two images of a sample have the same point at their centre; so it is in half of
  /// all samples.
  package static func isMatch(_ room: Int, turn: Int) -> Bool { (room + turn).isMultiple(of: 2) }
}
