/// How far the map may be trusted.
enum TrustSection {
  /// The section; nil where nothing is known.
  static func section(_ results: RunResults) -> PageSection? {
    let trust = MapTrust(results)
    guard !trust.isEmpty else { return nil }
    return PageSection("trust", name: "Trust", heading: "How far to trust this map") { page in
      for paragraph in TrustText.paragraphs(trust) { page.paragraph(paragraph) }
      if !trust.published.isEmpty {
        page.figure(
          AgreementBars.figure(trust.published),
          caption: "How alike this map and the published one rank the sources of each target "
            + "(Spearman’s rank correlation). The stroke is what unrelated orders stay below in 19 "
            + "of 20 cases; a bar that ends before it, or to the left, means that the two maps do "
            + "not agree. " + TrustText.publishedMap)
      }
      if results.isRun {
        page.paragraph(
          "The surest check of your own is a second run with another seed (submit --set seed=N): "
            + "what both say, as “compare” shows it, does not hang on chance.", class: "note")
      }
      if !trust.leads.isEmpty {
        page.details("The two best sources of each target") { writeLeads(trust.leads, &$0) }
      }
    }
  }

  private static func writeLeads(_ leads: [MapTrust.Lead], _ page: inout Markup) {
    page.paragraph(
      "“Apart” means that the intervals of the two affinities, from resampled test images, do not "
        + "overlap.", class: "note")
    var table = PageTable([
      ("Target", false), ("Best source", false), ("Second", false), ("Apart", false),
    ])
    for lead in leads {
      table.add([
        .task(lead.target), .tasks([lead.best]), .tasks([lead.second]),
        .text(lead.isClear ? "yes" : "no"),
      ])
    }
    table.write(to: &page)
  }
}
