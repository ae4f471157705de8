import Datasets
import TaskSpace
import Testing

@Suite struct BatchOrderTests {
  static func order(_ seed: Int = 1, _ target: String = "normal", count: Int = 10, batch: Int = 4)
    -> BatchOrder
  {
    BatchOrder(seed: seed, target: target, split: .train, count: count, batch: batch)
  }

  @Test(arguments: [(10, 4), (7, 7), (5, 8), (1, 3), (32, 1)])
  func anEpochShowsEveryImageOnce(count: Int, batch: Int) {
    var order = Self.order(count: count, batch: batch)
    let seen = (0..<count * 3).flatMap { order.images(ofStep: $0) }
    for epoch in 0..<seen.count / count {
      #expect(seen[epoch * count..<(epoch + 1) * count].sorted() == Array(0..<count))
    }
  }

  @Test func epochsDiffer() {
    var order = Self.order(count: 100, batch: 100)
    #expect(order.images(ofStep: 0) != order.images(ofStep: 1))
  }

  @Test func stepsMayBeTakenInAnyOrder() {
    var forwards = Self.order()
    var backwards = Self.order()
    let steps = (0..<20).map { forwards.images(ofStep: $0) }
    for step in (0..<20).reversed() { #expect(backwards.images(ofStep: step) == steps[step]) }
  }

  @Test func seedAndTargetDecide() {
    var orders = [
      Self.order(1, "normal", count: 50, batch: 50), Self.order(2, "normal", count: 50, batch: 50),
      Self.order(1, "curvature", count: 50, batch: 50),
    ]
    let first = orders.indices.map { orders[$0].images(ofStep: 0) }
    #expect(Set(first).count == 3)
  }
}
