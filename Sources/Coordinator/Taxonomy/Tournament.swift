/// Every entrant against every other, image by image: the lower loss wins, a tie is half a win.
package struct Tournament: Sendable {
  /// The entrants, in the order of rows and columns.
  package let entrants: [Transfer]
  /// The number of images that every pair met on; at least 1.
  package let imageCount: Int
  /// Wins less losses of the row's entrant over the column's, [entrants][entrants],
  /// antisymmetric, from -`imageCount` to `imageCount`.
  package let margins: [Int32]

  /// Lets the entrants at `indices` of `losses` meet on all images.
  package init(_ losses: LossTable.Target, entrants indices: [Int]) {
    entrants = indices.map { losses.entrants[$0] }
    imageCount = losses.images.count
    precondition(imageCount > 0, "a tournament needs images")
    margins = Self.margins(losses, indices)
  }

  /// A tournament whose margins are known, as in a resample.
  init(entrants: [Transfer], imageCount: Int, margins: [Int32]) {
    self.entrants = entrants
    self.imageCount = imageCount
    self.margins = margins
  }

  /// The share of images on which entrant `row` beats entrant `column`, ties counting half:
  /// w(i,j) + w(j,i) = 1.
  package func winRate(_ row: Int, over column: Int) -> Double {
    let margin = Int(margins[row * entrants.count + column])
    return Double(imageCount + margin) / Double(2 * imageCount)
  }

  /// The same with one more image that both win half of: (k + 0.5) / (m + 1), gentler where
  /// images are few.
  package func smoothedWinRate(_ row: Int, over column: Int) -> Double {
    let margin = Int(margins[row * entrants.count + column])
    return Double(imageCount + margin + 1) / Double(2 * (imageCount + 1))
  }

  private static func margins(_ losses: LossTable.Target, _ indices: [Int]) -> [Int32] {
    let (count, imageCount) = (indices.count, losses.images.count)
    var margins = [Int32](repeating: 0, count: count * count)
    losses.losses.withUnsafeBufferPointer { losses in
      for row in 0..<count {
        for column in 0..<row {
          let margin = margin(
            losses, indices[row] * imageCount, indices[column] * imageCount, count: imageCount)
          margins[row * count + column] = margin
          margins[column * count + row] = -margin
        }
      }
    }
    return margins
  }

  /// Images on which the losses from `first` are lower, less those on which they are higher.
  private static func margin(
    _ losses: UnsafeBufferPointer<Double>, _ first: Int, _ second: Int, count: Int
  ) -> Int32 {
    let left = UnsafeBufferPointer(rebasing: losses[first..<first + count])
    let right = UnsafeBufferPointer(rebasing: losses[second..<second + count])
    // Four images at a time, and the few that are left one by one.
    let whole = count / 4 * 4
    var margins = SIMD4<Int64>.zero
    for image in stride(from: 0, to: whole, by: 4) {
      let a = SIMD4(left[image], left[image + 1], left[image + 2], left[image + 3])
      let b = SIMD4(right[image], right[image + 1], right[image + 2], right[image + 3])
      margins.replace(with: margins &+ 1, where: a .< b)
      margins.replace(with: margins &- 1, where: a .> b)
    }
    var margin = Int32(truncatingIfNeeded: margins.wrappedSum())
    for image in whole..<count {
      margin &+= (left[image] < right[image] ? 1 : 0) &- (left[image] > right[image] ? 1 : 0)
    }
    return margin
  }
}
