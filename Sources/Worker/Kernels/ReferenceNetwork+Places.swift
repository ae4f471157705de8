internal import Architectures

extension ReferenceNetwork {
  /// Calls `body` with the place before and after a pixel shuffle of each value of `map`.
  func eachShuffled(
    _ map: ReferenceMap<Scalar>, factor: Int, _ body: (Int, Int) -> Void
  ) {
    let shape = map.shape
    let channels = shape.channels / (factor * factor)
    for image in 0..<map.images {
      for row in 0..<shape.height * factor {
        for column in 0..<shape.width * factor {
          for channel in 0..<channels {
            let part = (row % factor * factor + column % factor) * channels + channel
            let line = (image * shape.height + row / factor) * shape.width + column / factor
            let wide = (image * shape.height * factor + row) * shape.width * factor + column
            body(line * shape.channels + part, wide * channels + channel)
          }
        }
      }
    }
  }

  /// The place of the largest value of each window of `map`, the first where several are equal.
  func winners(
    _ map: ReferenceMap<Scalar>, kernel: Int, stride: Int, output: Shape
  ) -> [Int] {
    var winners: [Int] = []
    let padding = (kernel - 1) / 2
    for image in 0..<map.images {
      for row in 0..<output.height {
        for column in 0..<output.width {
          for channel in 0..<output.channels {
            var best: Int?
            for tap in 0..<kernel * kernel {
              let y = row * stride + tap / kernel - padding
              let x = column * stride + tap % kernel - padding
              guard let place = map.place(image, y, x, channel) else { continue }
              if let winner = best, map.values[winner] >= map.values[place] { continue }
              best = place
            }
            guard let best else { preconditionFailure("a window touches the image") }
            winners.append(best)
          }
        }
      }
    }
    return winners
  }
}
