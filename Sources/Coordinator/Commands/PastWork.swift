internal import Documents
internal import JobGraph
internal import Journal
internal import Scheduling
internal import Service
internal import TaskSpace

/// What the state folder's runs have done, and how fast.
struct PastWork {
  /// The jobs whose results are there.
  let known: Set<Digest>
  /// The hardware that did them, with the rate of one job at a time on it.
  let measured: [Hardware]

  /// Reads the journal of `folder`; nothing where there is none.
  init(_ folder: StateFolder) throws(Failure) {
    guard Files.exists(folder.journal) else {
      known = []
      measured = []
      return
    }
    let content = try JournalContent(path: folder.journal)
    let succeeded = content.snapshot.jobs.filter { $0.state == .succeeded }.map(\.job)
    known = Set(succeeded.map(\.identity))
    measured = Self.rates(of: succeeded, content)
  }

  /// Only trainings of a second and more say how fast the arithmetic is.
  private static func rates(of jobs: [Job], _ content: JournalContent) -> [Hardware] {
    var model = CostModel()
    var sums: [String: (operations: Double, seconds: Double)] = [:]
    for job in jobs {
      guard let work = content.work[job.identity], work.seconds >= 1 else { continue }
      let operations = 2 * model.cost(of: job.recipe).multiplyAdds
      guard operations > 0 else { continue }
      sums[work.hardware, default: (0, 0)].operations += operations
      sums[work.hardware, default: (0, 0)].seconds += work.seconds
    }
    return sums.sorted { $0.key < $1.key }.map { name, sum in
      Hardware(
        name: name,
        summary: "one job at a time there, as measured by the runs of this state folder",
        rate: sum.operations / sum.seconds)
    }
  }
}
