/// Which tasks are alike, by what they help with.
enum TreeSection {
  /// The section; nil where there is no tree.
  static func section(_ results: RunResults) -> PageSection? {
    guard let tree = results.tree else { return nil }
    return PageSection("tree", name: "Likeness", heading: "Which tasks are alike") { page in
      page.figure(
        TreeFigure.figure(tree, tasks: results.tasks),
        caption: "Tasks joined by how alike they transfer to all targets (average linkage of "
          + "cosine distances between their affinities, passed through exp(−20 p)). The further "
          + "left two branches meet, the less alike they are. Colours are the groups of the "
          + "dictionary, which the tree knows nothing about.")
    }
  }
}
