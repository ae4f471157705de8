package import Scenes

/// Where rooms come from: the renderer, or made-up ones in tests.
package protocol RoomSource: Sendable {
  /// Room `index` of the sequence of all rooms, with one view: the same bytes whenever it is asked
  /// for.
  func room(_ index: Int) throws -> SceneSample

  /// The same, with what was wrong with the files of which it was made.
  func record(_ index: Int) throws -> (room: SceneSample, problems: [FileProblem])

  /// Views B, C and D of room `index`, pixels as in `room`.
  func furtherViews(_ index: Int) throws -> [[UInt8]]
}

extension RoomSource {
  /// A room that is made of no files.
  package func record(_ index: Int) throws -> (room: SceneSample, problems: [FileProblem]) {
    (try room(index), [])
  }
}
