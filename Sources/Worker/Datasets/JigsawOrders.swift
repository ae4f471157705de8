internal import TaskSpace

/// The fixed orders of jigsaw's nine tiles, and which one a sample gets.
package enum JigsawOrders {
  /// Tile `orders[k][place]` of the image lies at `place`; places count row by row.
  package static let orders: [[Int]] = {
    let stream = NamedStream("jigsaw orders")
    var orders: [[Int]] = []
    var attempt = 0
    while orders.count < TaskDictionary.jigsawOrderCount {
      let order = stream.sample(attempt).permutation(of: 9)
      if !orders.contains(order) { orders.append(order) }
      attempt += 1
    }
    return orders
  }()

  /// The order of the sample with this global index, in the data of this seed.
  package static func order(seed: Int, sample: Int) -> Int {
    NamedStream("jigsaw", String(seed)).number(below: orders.count, at: sample)
  }
}
