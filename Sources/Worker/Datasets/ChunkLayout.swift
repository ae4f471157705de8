internal import Scenes
internal import TaskSpace

/// How the rooms of a chunk lie in its file: a header, then all images, maps, segments, numbers.
struct ChunkLayout: Equatable, Sendable {
  /// What a file holds of each room.
  enum Content {
    /// View A with all labels.
    case labelledView
    /// The pixels of views B, C and D, which only tasks of several views need.
    case furtherViews
  }

  static let headerSize = 64
  private static let magic: UInt64 = 0x324B_4E48_434D_5254

  let content: Content
  /// Pixels per side of an image.
  let size: Int
  /// Rows and columns of the maps and segments.
  let mapSide: Int
  /// How many rooms the file holds.
  let rooms: Int
  /// The index of the first of them in the sequence of all rooms.
  let firstIndex: Int
  /// Numbers of a room.
  let numberCount: Int

  var viewCount: Int { content == .labelledView ? 1 : InputVariant.furtherViews.count }
  var imageCount: Int { size * size * 3 }
  var mapCount: Int { cellCount * SceneLayout.mapChannels }
  var segmentCount: Int { cellCount * SceneLayout.segmentChannels }

  private var cellCount: Int {
    content == .labelledView ? mapSide * mapSide : 0
  }

  var imagesOffset: Int { Self.headerSize }
  var mapsOffset: Int { imagesOffset + rooms * viewCount * imageCount }
  var segmentsOffset: Int { mapsOffset + rooms * mapCount * 4 }
  var numbersOffset: Int { segmentsOffset + rooms * segmentCount * 2 }
  /// The size of the whole file.
  var byteCount: Int { numbersOffset + rooms * numberCount * 4 }

  private var fields: [UInt64] {
    [
      Self.magic, UInt64(DatasetReference.sceneGeneratorVersion), UInt64(size), UInt64(rooms),
      UInt64(firstIndex), UInt64(mapCount), UInt64(segmentCount), UInt64(numberCount),
    ]
  }

  /// The header's bytes.
  var header: [UInt8] {
    fields.flatMap { field in (0..<8).map { UInt8(truncatingIfNeeded: field >> (8 * $0)) } }
  }

  /// The layout of a file of `byteCount` bytes that begins with `header`, if it is whole and of
  /// this version; nil where it is not, or where its rooms are not those of this place.
  init?(
    header: UnsafeRawBufferPointer, byteCount: Int, content: Content, reference: DatasetReference,
    firstIndex: Int
  ) {
    guard header.count >= Self.headerSize else { return nil }
    let rooms = UInt64(littleEndian: header.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    guard rooms > 0, rooms <= 1 << 20 else { return nil }
    self.init(
      content: content, reference: reference, rooms: Int(rooms), firstIndex: firstIndex)
    guard byteCount == self.byteCount,
      header.prefix(Self.headerSize).elementsEqual(self.header)
    else { return nil }
  }

  init(content: Content, reference: DatasetReference, rooms: Int, firstIndex: Int) {
    self.content = content
    size = reference.size
    mapSide = reference.mapSide
    numberCount = content == .labelledView ? reference.numberCount : 0
    self.rooms = rooms
    self.firstIndex = firstIndex
  }
}
