internal import Documents
internal import TaskSpace

/// How the run was done: jobs, hours, machines, versions, specification.
enum MethodSection {
  /// The section, which every page has.
  static func section(_ results: RunResults) -> PageSection {
    PageSection("method", name: "Method", heading: "How this was computed") { page in
      page.paragraph(
        "Each task’s network was trained from scratch on the training images. Its encoder was "
          + "then frozen, and for each target a small readout was trained on the "
          + "representations of one source or of several, on a smaller set of images. Every "
          + "network’s loss was measured on the same test images. Tournaments on those losses "
          + "give the affinities, and an integer program picks the tasks to supervise under each "
          + "budget and exactly one transfer for each target.")
      if !results.work.isEmpty { writeWork(results.work, &page) }
      page.element("dl") { page in
        if results.isRun { writeTerm("Numerics class", results.numerics.name, &page) }
        for machine in results.hardware { writeTerm("Machine", machine, &page) }
        for item in results.versions { writeTerm(item.name, item.version, &page) }
      }
      writeSpecification(results.spec, &page)
      if results.isRun {
        page.paragraph(
          "Where every number comes from, job by job, is in the state folder, in "
            + "runs/\(results.id)/provenance.json.", class: "note")
      }
    }
  }

  private static func writeTerm(_ name: String, _ value: String, _ page: inout Markup) {
    page.element("dt", text: name)
    page.element("dd", text: value)
  }

  private static func writeSpecification(_ spec: JSON, _ page: inout Markup) {
    guard spec != .object([]), spec != .null else { return }
    page.details("Specification") { $0.element("pre", text: spec.text(.indented)) }
  }

  private static func writeWork(_ work: [WorkTally], _ page: inout Markup) {
    var table = PageTable([
      ("Kind of job", false), ("Jobs", true), ("Of these reused", true), ("Computing", true),
    ])
    func add(_ name: String, _ tallies: [WorkTally]) {
      table.add([
        .label(name), .number(String(tallies.reduce(0) { $0 + $1.jobs })),
        .number(String(tallies.reduce(0) { $0 + $1.reused })),
        .number(NumberText.duration(hours: tallies.reduce(0) { $0 + $1.hours })),
      ])
    }
    for tally in work { add(tally.kind.rawValue, [tally]) }
    add("all", work)
    table.write(to: &page)
    page.paragraph("Computing time is summed over the slots of all workers.", class: "note")
  }
}
