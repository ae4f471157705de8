package import Scenes

/// Where rooms come from: the renderer, or made-up ones in tests.
package protocol RoomSource: Sendable {
  /// Room `index` of the sequence of all rooms, with one view: the same bytes whenever it is asked
  /// for.
  func room(_ index: Int) -> SceneSample

  /// Views B, C and D of room `index`, pixels as in `room`.
  func furtherViews(_ index: Int) -> [[UInt8]]
}
