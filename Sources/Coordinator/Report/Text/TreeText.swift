package import Taxonomy

/// The tree of tasks for a terminal.
package enum TreeText {
  /// The tree from the root, a line per task and per branch with its distance.
  package static func text(_ tree: TaskTree) -> String {
    guard !tree.merges.isEmpty else { return "" }
    var text = ""
    // Branches that are still to be written, the next one last.
    var open = [(node: tree.leaves.count + tree.merges.count - 1, lead: "", indent: "")]
    while let (node, lead, indent) = open.popLast() {
      guard node >= tree.leaves.count else {
        text += lead + TextTable.harmless(tree.leaves[node]) + "\n"
        continue
      }
      let merge = tree.merges[node - tree.leaves.count]
      text += lead + NumberText.fixed(merge.distance, 3) + "\n"
      open.append((merge.right, indent + "└─ ", indent + "   "))
      open.append((merge.left, indent + "├─ ", indent + "│  "))
    }
    return text
  }
}
