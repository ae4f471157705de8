/// Shifts and scales the numbers of a target to mean 0 and deviation 1 per channel.
package struct Standardization: Equatable, Sendable {
  /// The mean of each channel.
  package let mean: [Float]
  /// The deviation of each channel, above 0.
  package let deviation: [Float]

  /// Makes a standardisation; both lists have an entry per channel.
  package init(mean: [Float], deviation: [Float]) {
    precondition(
      mean.count == deviation.count && !mean.isEmpty && deviation.allSatisfy { $0 > 0 },
      "every channel has a mean and a positive deviation")
    self.mean = mean
    self.deviation = deviation
  }

  /// Standardises `count` numbers, channel after channel, in place.
  package func apply(to values: UnsafeMutablePointer<Float>, count: Int) {
    let width = mean.count
    for channel in 0..<width {
      let (mean, deviation) = (mean[channel], deviation[channel])
      if width == 1 {
        // Apart from the others, since compilers make vectors of it.
        for place in 0..<count { values[place] = (values[place] - mean) / deviation }
      } else {
        var place = channel
        while place < count {
          values[place] = (values[place] - mean) / deviation
          place &+= width
        }
      }
    }
  }

  /// Gives `count` standardised numbers their units back, in place.
  package func undo(_ values: UnsafeMutablePointer<Float>, count: Int) {
    for channel in mean.indices {
      let mean = mean[channel]
      let deviation = deviation[channel]
      for place in stride(from: channel, to: count, by: self.mean.count) {
        values[place] = values[place] * deviation + mean
      }
    }
  }
}
