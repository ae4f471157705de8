/// Draws test images with replacement: the bootstrap that uncertainty is measured by.
///
/// Resample `number` depends on the seed, the number and the count of images alone, so targets
/// that share a test set are resampled together.
struct Resampler: Sendable {
  let seed: UInt64
  let imageCount: Int

  /// How often each image is drawn in resample `number`; the sum is the number of images.
  func counts(_ number: Int) -> [Int16] {
    var stream = RandomStream(seed: seed, number: UInt64(number))
    var counts = [Int16](repeating: 0, count: imageCount)
    for _ in 0..<imageCount { counts[stream.next(below: imageCount)] += 1 }
    return counts
  }

  /// The tournaments of the resamples in `numbers`, as `Tournament` has them for the images.
  func tournaments(
    _ losses: LossTable.Target, entrants indices: [Int], numbers: Range<Int>
  ) -> [Tournament] {
    let count = indices.count
    let counts = numbers.map { self.counts($0) }
    var margins = [[Int32]](
      repeating: [Int32](repeating: 0, count: count * count), count: numbers.count)
    var outcome = [Int16](repeating: 0, count: imageCount)
    for row in 0..<count {
      for column in 0..<row {
        Self.compare(losses, indices[row], indices[column], into: &outcome)
        for resample in counts.indices {
          let margin = Self.product(outcome, counts[resample])
          margins[resample][row * count + column] = margin
          margins[resample][column * count + row] = -margin
        }
      }
    }
    let entrants = indices.map { losses.entrants[$0] }
    return margins.map { Tournament(entrants: entrants, imageCount: imageCount, margins: $0) }
  }

  /// 1 where the first entrant's loss is lower, -1 where it is higher, 0 for a tie.
  static func compare(
    _ losses: LossTable.Target, _ first: Int, _ second: Int, into outcome: inout [Int16]
  ) {
    let count = losses.images.count
    losses.losses.withUnsafeBufferPointer { losses in
      let left = UnsafeBufferPointer(rebasing: losses[first * count..<(first + 1) * count])
      let right = UnsafeBufferPointer(rebasing: losses[second * count..<(second + 1) * count])
      outcome.withUnsafeMutableBufferPointer { outcome in
        // Four images at a time, and the few that are left one by one.
        let whole = count / 4 * 4
        for image in stride(from: 0, to: whole, by: 4) {
          let a = SIMD4(left[image], left[image + 1], left[image + 2], left[image + 3])
          let b = SIMD4(right[image], right[image + 1], right[image + 2], right[image + 3])
          let wins = SIMD4<Int64>.zero.replacing(with: 1, where: a .< b)
          let margins = SIMD4<Int16>(
            truncatingIfNeeded: wins.replacing(with: -1, where: a .> b))
          for lane in 0..<4 { outcome[image + lane] = margins[lane] }
        }
        for image in whole..<count {
          outcome[image] =
            (left[image] < right[image] ? 1 : 0) &- (left[image] > right[image] ? 1 : 0)
        }
      }
    }
  }

  /// The sum of the products; at most the number of images in size.
  static func product(_ left: [Int16], _ right: [Int16]) -> Int32 {
    var sum: Int32 = 0
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        for index in 0..<left.count { sum &+= Int32(left[index]) &* Int32(right[index]) }
      }
    }
    return sum
  }
}
