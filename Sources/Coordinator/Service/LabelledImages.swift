/// The test images on which all entrants of a tournament have a loss.
///
/// Images without a label of the task have none; they are left out for everybody.
struct LabelledImages {
  /// Their numbers, from 0.
  let places: [Int]
  /// The losses on these images alone, entrant after entrant.
  let losses: [Double]

  /// Looks at the losses of all entrants, each a list with one loss per image.
  init(of entrants: [[Double]]) {
    let places = (entrants.first ?? []).indices.filter { place in
      entrants.allSatisfy { !$0[place].isNaN }
    }
    self.places = places
    losses = entrants.flatMap { entrant in places.map { entrant[$0] } }
  }
}
