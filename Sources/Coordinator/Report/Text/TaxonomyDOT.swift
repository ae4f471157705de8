package import Taxonomy

/// A taxonomy in the language of Graphviz.
package enum TaxonomyDOT {
  /// The graph: a node per task, an edge per source of a transfer, labelled with the order.
  ///
  /// Supervised targets are filled ellipses, supervised tasks that are only sources are diamonds,
  /// transferred tasks are plain. A task that is supervised and solved by transfer as well, which
  /// happens where a transfer beats its own network, has a node for each.
  package static func text(_ taxonomy: Taxonomy, tasks: [TaskEntry]) -> String {
    let solution = Solution(taxonomy)
    let wanted = Set(tasks.filter(\.isTarget).map(\.name)).union(solution.own.map(\.target))
    var text = "digraph taxonomy {\n"
    text += "  label=\(quoted("Budget \(NumberText.budget(solution.budget))"));\n"
    text += "  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n"
    if !solution.isSolved { text += "  reason [shape=note, label=\(quoted(solution.reason))];\n" }
    for name in solution.supervised {
      let look = wanted.contains(name) ? "shape=ellipse, style=filled" : "shape=diamond"
      text += "  \(quoted("from " + name)) [label=\(quoted(name)), \(look)];\n"
    }
    for link in solution.links {
      text += "  \(quoted("to " + link.target)) [label=\(quoted(link.target)), shape=box];\n"
    }
    for link in solution.links {
      for source in link.sources {
        text +=
          "  \(quoted("from " + source)) -> \(quoted("to " + link.target)) "
          + "[label=\"\(link.order)\"];\n"
      }
    }
    return text + "}\n"
  }

  /// A quoted identifier; a backslash is doubled so that no escape sequence arises.
  static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in TextTable.harmless(name).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
