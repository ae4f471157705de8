import Datasets
import TaskSpace
import Testing

@Suite struct BatchOrderTests {
  static func order(_ seed: Int = 1, _ target: String = "normal", count: Int = 10, batch: Int = 4)
    -> BatchOrder
  {
    BatchOrder(
      seed: seed, target: target, split: .train, images: (0..<count).map { [$0] }, batch: batch)
  }

  @Test(arguments: [(10, 4), (7, 7), (5, 8), (1, 3), (32, 1)])
  func anEpochShowsEverySampleOnce(count: Int, batch: Int) {
    var order = Self.order(count: count, batch: batch)
    let seen = (0..<count * 3).flatMap { order.samples(ofStep: $0) }
    for epoch in 0..<seen.count / count {
      #expect(seen[epoch * count..<(epoch + 1) * count].sorted() == Array(0..<count))
    }
  }

  @Test func theSamplesOfAnImageFollowEachOther() {
    let images = [[0, 5], [1], [2, 7], [3, 8], [9]]
    var order = BatchOrder(
      seed: 1, target: "point_matching", split: .train, images: images, batch: 8)
    var seen = (0..<6).flatMap { order.samples(ofStep: $0) }[...]
    while !seen.isEmpty {
      let epoch = seen.prefix(8)
      #expect(epoch.sorted() == images.joined().sorted())
      for pair in images where pair.count == 2 {
        #expect(epoch.firstIndex(of: pair[1]) == epoch.firstIndex(of: pair[0]).map { $0 + 1 })
      }
      seen = seen.dropFirst(8)
    }
  }

  @Test func epochsDiffer() {
    var order = Self.order(count: 100, batch: 100)
    #expect(order.samples(ofStep: 0) != order.samples(ofStep: 1))
  }

  @Test func stepsMayBeTakenInAnyOrder() {
    var forwards = Self.order()
    var backwards = Self.order()
    let steps = (0..<20).map { forwards.samples(ofStep: $0) }
    for step in (0..<20).reversed() { #expect(backwards.samples(ofStep: step) == steps[step]) }
  }

  @Test func seedAndTargetDecide() {
    var orders = [
      Self.order(1, "normal", count: 50, batch: 50), Self.order(2, "normal", count: 50, batch: 50),
      Self.order(1, "curvature", count: 50, batch: 50),
    ]
    let first = orders.indices.map { orders[$0].samples(ofStep: 0) }
    #expect(Set(first).count == 3)
  }
}
