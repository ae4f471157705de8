internal import Documents
internal import Scenes
internal import TaskSpace

/// A file of rooms, mapped into memory.
final class Chunk: Sendable {
  private let file: FileMapping
  let layout: ChunkLayout

  /// Opens the chunk at `path`; nil where it is missing, damaged, of another version, or holds
  /// fewer than `rooms` rooms: then it has to be made.
  init?(
    _ path: String, content: ChunkLayout.Content, reference: DatasetReference, firstIndex: Int,
    rooms: Int
  ) throws(Failure) {
    guard let file = try FileMapping(path),
      let layout = ChunkLayout(
        header: file.bytes, byteCount: file.count, content: content, reference: reference,
        firstIndex: firstIndex),
      layout.rooms >= rooms
    else { return nil }
    self.file = file
    self.layout = layout
  }

  /// The bytes of a chunk with `rooms`.
  static func content(of rooms: [SceneSample], layout: ChunkLayout) -> [UInt8] {
    precondition(rooms.count == layout.rooms, "the rooms fill their chunk")
    var content = layout.header
    content.reserveCapacity(layout.byteCount)
    for room in rooms {
      precondition(room.views.count == layout.viewCount, "a room has the layout's views")
      for view in room.views { content.append(contentsOf: view) }
    }
    for room in rooms { room.maps.withUnsafeBytes { content.append(contentsOf: $0) } }
    for room in rooms { room.segments.withUnsafeBytes { content.append(contentsOf: $0) } }
    for room in rooms { room.numbers.withUnsafeBytes { content.append(contentsOf: $0) } }
    precondition(content.count == layout.byteCount, "a room has the layout's extents")
    return content
  }

  func image(_ place: Int, of view: Int = 0) -> UnsafeBufferPointer<UInt8> {
    file.values(
      of: UInt8.self,
      at: layout.imagesOffset + (place * layout.viewCount + view) * layout.imageCount,
      count: layout.imageCount)
  }

  func maps(_ place: Int) -> UnsafeBufferPointer<Float> {
    file.values(
      of: Float.self, at: layout.mapsOffset + place * layout.mapCount * 4, count: layout.mapCount)
  }

  func segments(_ place: Int) -> UnsafeBufferPointer<Int16> {
    file.values(
      of: Int16.self, at: layout.segmentsOffset + place * layout.segmentCount * 2,
      count: layout.segmentCount)
  }

  func numbers(_ place: Int) -> UnsafeBufferPointer<Float> {
    file.values(
      of: Float.self, at: layout.numbersOffset + place * layout.numberCount * 4,
      count: layout.numberCount)
  }
}
