import Datasets
import Documents
import Glibc
import Scenes
import Synchronization
import TaskSpace

/// Rooms that cost nothing: every value is a simple function of the index and its place.
final class MadeUpRooms: RoomSource {
  private let rendered = Mutex<[Int: Int]>([:])
  private let seen = Mutex<[Int: Int]>([:])
  private let delay: UInt32
  private let change: @Sendable (inout SceneSample) -> Void

  /// - Parameters:
  ///   - delay: microseconds that a room takes.
  ///   - change: what is done to every room.
  init(delay: UInt32 = 0, change: @escaping @Sendable (inout SceneSample) -> Void = { _ in }) {
    self.delay = delay
    self.change = change
  }

  /// How often each room was asked for.
  var requests: [Int: Int] { rendered.withLock { $0 } }

  /// How often the further views of each room were asked for.
  var viewRequests: [Int: Int] { seen.withLock { $0 } }

  func furtherViews(_ index: Int) -> [[UInt8]] {
    seen.withLock { $0[index, default: 0] += 1 }
    return Self.furtherViews(index)
  }

  static func furtherViews(_ index: Int) -> [[UInt8]] {
    let stream = NamedStream("made up views").sample(index)
    return (0..<3).map { view in
      (0..<64 * 64 * 3).map { UInt8(truncatingIfNeeded: stream.bits($0 / 8 + view << 20) >> 56) }
    }
  }

  func room(_ index: Int) -> SceneSample {
    rendered.withLock { $0[index, default: 0] += 1 }
    if delay > 0 { usleep(delay) }
    var room = Self.room(index)
    change(&room)
    return room
  }

  static func room(_ index: Int) -> SceneSample {
    let cells = SceneLayout.labelSize * SceneLayout.labelSize
    let stream = NamedStream("made up").sample(index)
    var numbers = (0..<SceneLayout.numberCount).map { Float(stream.bits($0) >> 40) * 0x1p-24 }
    numbers[0] = Float(index % 8)
    return SceneSample(
      views: [(0..<64 * 64 * 3).map { UInt8(truncatingIfNeeded: stream.bits($0 / 8) >> 56) }],
      maps: (0..<cells * SceneLayout.mapChannels).map { place in
        Float(index % 7) + Float(place / cells) * 0.5
      },
      segments: (0..<cells * SceneLayout.segmentChannels).map { place in
        let pixel = place % cells
        return place / cells == SceneLayout.semantic
          ? Int16((pixel + index) % 18) : Int16(pixel / 32 / 8)
      },
      numbers: numbers)
  }
}

/// Rooms of 64 pixels, `train` and `test` of them.
func reference(train: Int = 10, test: Int = 4, seed: Int = 3) -> DatasetReference {
  DatasetReference(
    kind: .scenes, seed: seed, size: 64, supersampling: 1, counts: [.train: train, .test: test])
}
