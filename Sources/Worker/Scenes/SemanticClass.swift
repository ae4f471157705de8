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
}
