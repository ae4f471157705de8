internal import Report

/// The level labels of a figure, found in its file.
struct Labels {
  struct Label {
    let text: String
    let left: Double
    let right: Double
    let y: Double
  }

  /// The labels outside any group that is moved.
  private(set) var found: [Label] = []

  init(_ svg: String) {
    guard !svg.contains("<g transform") else { return }
    for element in svg.split(separator: "<text ").dropFirst() where element.hasPrefix("x=") {
      let values = element.split(separator: "\"")
      guard values.count > 5, let x = Double(values[1]), let y = Double(values[3]) else { continue }
      let content = element.split(separator: ">")[1].split(separator: "</")[0]
      let width = TextMetrics.width(String(content), size: 12)
      let left = values[5] == "end" ? x - width : values[5] == "middle" ? x - width / 2 : x
      found.append(Label(text: String(content), left: left, right: left + width, y: y))
    }
  }
}
