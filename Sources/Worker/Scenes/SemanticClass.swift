/// What kind of thing a pixel shows.
enum SemanticClass: Int32, CaseIterable {
  case wall
  case floor
  case ceiling
  case window
  case door
  case picture
  case rug
  case table
  case chair
  case sofa
  case bed
  case shelf
  case cabinet
  case lamp
  case plant
  case screen
  case bath
  case clutter

  /// Whether it can be carried out of the house, as the kinds that the paper's network segments; what
  /// is not is background.
  var isMovable: Bool {
    switch self {
    case .table, .chair, .sofa, .bed, .shelf, .plant, .screen, .bath, .clutter: true
    case .wall, .floor, .ceiling, .window, .door, .picture, .rug, .cabinet, .lamp: false
    }
  }
}
