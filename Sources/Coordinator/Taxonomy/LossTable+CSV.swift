package import Documents

extension LossTable {
  /// Reads a file with the columns `sources`, `target`, `image` and `loss`, in any order.
  ///
  /// Every entrant of a target needs exactly one finite loss on every image of that target.
  ///
  /// - Parameters:
  ///   - content: the bytes of the file.
  ///   - name: what messages call the file.
  /// - Throws: `Failure` (data), with the line, for rows that are malformed, repeated, missing or
  ///   not finite.
  package init(csv content: [UInt8], name: String) throws(Failure) {
    let columns = ["sources", "target", "image", "loss"]
    var reader = try CSVReader(content, name: name, columns: columns)
    var rows: [String: TargetRows] = [:]
    while let row = try reader.next() {
      let target = try row.text(1)
      try rows[target, default: TargetRows()].add(row, target: target)
    }
    guard !rows.isEmpty else {
      throw Failure(.data, "\(name) has a header and no rows; nothing can be computed from it")
    }
    var targets: [Target] = []
    for target in rows.keys.sorted() {
      if let rows = rows[target] { targets.append(try rows.grid(target: target, name: name)) }
    }
    self.init(targets)
  }

  /// The table as a file with the columns `sources,target,image,loss`, values exact.
  package var csv: String {
    var writer = CSVWriter(header: ["sources", "target", "image", "loss"])
    for target in targets {
      for (index, entrant) in target.entrants.enumerated() {
        for (image, loss) in zip(target.images, target.losses(of: index)) {
          writer.add([entrant.label, target.target, image, JSON.text(of: loss)])
        }
      }
    }
    return writer.text
  }
}

/// The rows of one target while a file is read.
private struct TargetRows {
  private struct Cell {
    let entrant: Int
    let image: Int
    let loss: Double
    let line: Int
  }

  private var entrants: [Transfer] = []
  private var entrantLines: [Int] = []
  private var images: [String] = []
  private var imageLines: [Int] = []
  private var entrantIndices: [String: Int] = [:]
  private var imageIndices: [String: Int] = [:]
  private var cells: [Cell] = []

  mutating func add(_ row: CSVRow, target: String) throws(Failure) {
    let entrant = try index(ofEntrant: try row.text(0), target: target, row)
    let image = index(ofImage: try row.text(2), row)
    cells.append(Cell(entrant: entrant, image: image, loss: try row.number(3), line: row.line))
  }

  /// Different spellings of the same set of sources are one entrant.
  private mutating func index(
    ofEntrant sources: String, target: String, _ row: CSVRow
  ) throws(Failure) -> Int {
    if let index = entrantIndices[sources] { return index }
    let transfer = try Transfer(reading: sources, target: target, in: row)
    let index: Int
    if let known = entrantIndices[transfer.label] {
      index = known
    } else {
      index = entrants.count
      entrants.append(transfer)
      entrantLines.append(row.line)
      entrantIndices[transfer.label] = index
    }
    entrantIndices[sources] = index
    return index
  }

  private mutating func index(ofImage image: String, _ row: CSVRow) -> Int {
    if let index = imageIndices[image] { return index }
    imageIndices[image] = images.count
    images.append(image)
    imageLines.append(row.line)
    return images.count - 1
  }

  /// The full grid of losses, or the first row that is repeated or missing.
  func grid(target: String, name: String) throws(Failure) -> LossTable.Target {
    let size = entrants.count * images.count
    var losses = [Double](repeating: 0, count: size)
    var lines = [Int](repeating: 0, count: size)
    for cell in cells {
      let place = cell.entrant * images.count + cell.image
      guard lines[place] == 0 else {
        throw Failure(
          .data,
          "\(name), line \(cell.line): the loss of \(entrants[cell.entrant]) on image "
            + "“\(images[cell.image])” is already in line \(lines[place]); remove one of them")
      }
      losses[place] = cell.loss
      lines[place] = cell.line
    }
    if let place = lines.firstIndex(of: 0) {
      let (entrant, image) = (place / images.count, place % images.count)
      throw Failure(
        .data,
        "\(name), line \(entrantLines[entrant]): \(entrants[entrant]) begins here but has "
          + "no loss on image “\(images[image])”, which line \(imageLines[image]) has; add the "
          + "row, or remove that image of “\(target)”")
    }
    return LossTable.Target(target: target, entrants: entrants, images: images, losses: losses)
  }
}
