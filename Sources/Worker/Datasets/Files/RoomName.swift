package import TaskSpace

/// What rooms are called where files belong to them: in exported folders and in tables of labels.
package enum RoomName {
  /// The view A of room `place` of `split`: the building is the split; a room is a point that A, B
  /// and C look at, and one that D looks at.
  package static func image(_ place: Int, of split: DatasetReference.Split) -> String {
    "\(split.rawValue)/\(view(0, of: place).name)"
  }

  /// The name of view 0 to 3 (A to D) of room `place`.
  package static func view(_ view: Int, of place: Int) -> TaskonomyView {
    view < 3
      ? TaskonomyView(point: 2 * place, view: view) : TaskonomyView(point: 2 * place + 1, view: 0)
  }
}
