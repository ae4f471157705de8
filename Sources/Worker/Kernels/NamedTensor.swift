/// A tensor with a name, as it is stored in a file of weights or a checkpoint.
package struct NamedTensor: Equatable, Sendable {
  /// The name, unique among its neighbours.
  package let name: String
  /// The extents, slowest first.
  package let shape: [Int]
  /// The values, the last axis fastest.
  package let values: [Float]

  /// Makes a tensor whose values fill its shape.
  package init(name: String, shape: [Int], values: [Float]) {
    precondition(shape.reduce(1, *) == values.count, "the values fill the shape")
    self.name = name
    self.shape = shape
    self.values = values
  }
}
