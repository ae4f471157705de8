import Architectures
import Datasets
import Documents
import Jobs
import TaskSpace

/// The ridge readout of a set of sources by its definition: features written out, normal equations
/// in double precision, Gaussian elimination.
struct DirectReadout {
  /// Features and targets of one split: rows, less the means of the transfers' images.
  struct Rows {
    var features: [[Double]]
    var targets: [[Double]]
  }

  static let grid = 8
  static let channels = 8

  let learning: Rows
  let validation: Rows
  let test: Rows
  let targetMeans: [[Double]]
  let penalty: Double
  /// Features of a source.
  let block: Int

  /// The squared validation error as a share of that of the best constant guess.
  var error: Double {
    let weights = self.weights
    var (error, deviation) = (0.0, 0.0)
    for (features, targets) in zip(validation.features, validation.targets) {
      let prediction = Self.product(features, weights)
      for (guess, truth) in zip(prediction, targets) {
        error += (guess - truth) * (guess - truth)
        deviation += truth * truth
      }
    }
    return error / deviation
  }

  /// The mean absolute error of a test image.
  func absoluteError(image: Int) -> Double {
    let rows = targetMeans.count
    let weights = self.weights
    var (sum, count) = (0.0, 0.0)
    for row in image * rows..<(image + 1) * rows {
      for (guess, truth) in zip(Self.product(test.features[row], weights), test.targets[row]) {
        sum += abs(guess - truth)
        count += 1
      }
    }
    return sum / count
  }

  /// [feature][number].
  var weights: [[Double]] {
    let count = learning.features[0].count
    let outputs = learning.targets[0].count
    var system = [[Double]](
      repeating: [Double](repeating: 0, count: count + outputs), count: count)
    for (features, targets) in zip(learning.features, learning.targets) {
      for row in 0..<count where features[row] != 0 {
        for column in 0..<count { system[row][column] += features[row] * features[column] }
        for output in 0..<outputs { system[row][count + output] += features[row] * targets[output] }
      }
    }
    for start in stride(from: 0, to: count, by: block) {
      let mean = (start..<start + block).reduce(0) { $0 + system[$1][$1] } / Double(block)
      for place in start..<start + block { system[place][place] += penalty * mean }
    }
    return Self.solve(&system, count)
  }

  private static func solve(_ system: inout [[Double]], _ count: Int) -> [[Double]] {
    for pivot in 0..<count {
      for row in pivot + 1..<count {
        let factor = system[row][pivot] / system[pivot][pivot]
        for column in pivot..<system[row].count {
          system[row][column] -= factor * system[pivot][column]
        }
      }
    }
    var weights = system.map { Array($0[count...]) }
    for row in (0..<count).reversed() {
      for output in weights[row].indices {
        for later in row + 1..<count {
          weights[row][output] -= system[row][later] * weights[later][output]
        }
        weights[row][output] /= system[row][row]
      }
    }
    return weights
  }

  private static func product(_ features: [Double], _ weights: [[Double]]) -> [Double] {
    var result = [Double](repeating: 0, count: weights[0].count)
    for (feature, weights) in zip(features, weights) {
      for output in result.indices { result[output] += feature * weights[output] }
    }
    return result
  }
}
