internal import Documents
internal import Taxonomy

/// Files that the commands are tried on.
enum Tables {
  /// Affinities of three targets: `a` and `b` teach each other, everything teaches `c` a little.
  static let affinities = """
    sources,target,value
    self,a,0.5
    b,a,0.3
    c,a,0.2
    self,b,0.4
    a,b,0.5
    c,b,0.1
    self,c,0.4
    a,c,0.2
    b,c,0.1
    b+a,c,0.3
    """

  /// Losses of two targets on four images; `self` wins, `scratch` loses.
  static let losses = losses(images: 4, opponents: ["self", "scratch", "average"])

  /// Losses on so many images of `x` and `y` into themselves and each other, with opponents.
  static func losses(images: Int, opponents: [String]) -> String {
    var text = "sources,target,image,loss\n"
    for target in ["x", "y"] {
      for (rank, entrant) in (["self", "x", "y", "x+y"] + opponents.filter { $0 != "self" })
        .enumerated() where entrant != "self" || opponents.contains("self")
      {
        for image in 0..<images {
          let loss = Double(rank) + Double((image * (rank + 3)) % 5) / 2
          text += "\(entrant),\(target),\(image),\(loss)\n"
        }
      }
    }
    return text
  }

  /// Affinities of `count` tasks with every first-order transfer.
  static func wide(_ count: Int) -> String {
    var text = "sources,target,value\n"
    for target in 0..<count {
      text += "self,task\(target),0.5\n"
      for source in 0..<count where source != target {
        let value = Double((source * 7919 + target * 104_729) % 1009 + 1) / 2018
        text += "task\(source),task\(target),\(value)\n"
      }
    }
    return text
  }
}
