internal import Glibc
internal import Scenes

/// Times the rendering of rooms with all their labels, on one core.
struct RoomsBenchmark {
  private let rooms = 200

  func run() {
    print("side  views  rooms/s")
    for (size, views, labels) in [(64, 1, 32), (64, 4, 32), (256, 4, 32)] {
      let renderer = SceneRenderer(
        SceneParameters(seed: 1, size: size, views: views, labelSize: labels))
      let count = size > 64 ? rooms / 10 : rooms
      let start = seconds
      for room in 0..<count { _ = renderer.sample(room) }
      let rate = Double(count) / (seconds - start)
      print("\(size)\t\(views)\t\((rate * 10).rounded() / 10)")
    }
  }

  /// Seconds that this thread has computed: other programs on the machine count less.
  private var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
