extension Picture {
  /// A contact sheet: rows of pictures with captions above the columns and before the rows.
  ///
  /// Every column is as wide as its widest picture and caption, every row as tall as its tallest;
  /// `gap` pixels of `background` lie between them. Captions may be empty or missing.
  package static func grid(
    _ rows: [[Picture]], columnCaptions: [String] = [], rowCaptions: [String] = [], gap: Int = 2,
    background: Colour = .white, ink: Colour = .black
  ) -> Picture {
    precondition(rows.contains { !$0.isEmpty }, "a contact sheet without pictures")
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in
      let caption = column < columnCaptions.count ? width(of: columnCaptions[column]) : 0
      return max(caption, rows.compactMap { column < $0.count ? $0[column].width : nil }.max() ?? 0)
    }
    let heights = rows.indices.map { row in
      let caption = row < rowCaptions.count && !rowCaptions[row].isEmpty ? lineHeight : 0
      return max(caption, rows[row].map(\.height).max() ?? 0)
    }
    let left = (rowCaptions.map(width).max() ?? 0) + gap
    let top = columnCaptions.isEmpty ? gap : lineHeight + gap
    var sheet = Picture(
      width: left + widths.reduce(0, +) + gap * (columnCount + 1),
      height: top + heights.reduce(0, +) + gap * (rows.count + 1), filledWith: background)

    var x = left + gap
    for (column, width) in widths.enumerated() {
      if column < columnCaptions.count {
        sheet.write(columnCaptions[column], x: x, y: gap, colour: ink)
      }
      x += width + gap
    }
    var y = top + gap
    for (row, pictures) in rows.enumerated() {
      if row < rowCaptions.count { sheet.write(rowCaptions[row], x: gap, y: y, colour: ink) }
      var x = left + gap
      for (column, picture) in pictures.enumerated() {
        sheet.draw(picture, x: x, y: y)
        x += widths[column] + gap
      }
      y += heights[row] + gap
    }
    return sheet
  }
}
