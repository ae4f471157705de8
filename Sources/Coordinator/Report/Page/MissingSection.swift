/// What the report has to do without.
enum MissingSection {
  private static let listed = 200

  /// The section; nil where nothing is missing.
  static func section(_ results: RunResults) -> PageSection? {
    guard !results.missing.isEmpty || results.skippedFiles > 0 else { return nil }
    return PageSection("missing", name: "Missing", heading: "What is missing") { page in
      let files = results.skippedFiles
      if files > 0 {
        page.paragraph(
          "\(files) file\(files == 1 ? "" : "s") of the data could not be used, being damaged or of "
            + "the wrong shape. Images without a label took no part in the tasks concerned.")
      }
      if results.missing.isEmpty { return }
      page.paragraph(
        "These jobs have no result. Transfers among them are not in any tournament, and what "
          + "depends on them could not be computed.")
      var table = PageTable([("Job", false), ("State", false), ("Reason", false)])
      for job in results.missing.prefix(listed) {
        table.add([.task(job.title), .text(job.state), .text(job.reason)])
      }
      table.write(to: &page)
      let rest = results.missing.count - listed
      if rest > 0 { page.paragraph("And \(rest) more.", class: "note") }
    }
  }
}
