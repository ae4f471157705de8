/// The kinds of room that are built.
enum RoomType: Int, CaseIterable {
  case bedroom
  case living
  case kitchen
  case bathroom
  case office
  case corridor
  case dining
  case storeroom

  /// The range of each horizontal side in metres; which one runs along x is drawn.
  var sides: (ClosedRange<Float>, ClosedRange<Float>) {
    switch self {
    case .corridor: (1.6...2.6, 6...13)
    case .bathroom: (2...3.4, 2.2...3.8)
    case .storeroom: (2.5...5, 2.5...6)
    case .living, .dining: (3.8...7, 4...8)
    case .bedroom, .kitchen, .office: (3...5.5, 3...6)
    }
  }

  /// Whether its floor and walls are mostly tiled.
  var isWet: Bool { self == .bathroom || self == .kitchen }
}
