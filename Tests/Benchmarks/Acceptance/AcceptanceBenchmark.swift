import Documents
import Glibc
import Scheduling
import Service
import TaskSpace
import Taxonomy

/// Whether finished runs of the dictionary's tasks reach what rooms and recipe promise.
///
/// The runs differ in their seeds at most. Nothing is trained.
struct AcceptanceBenchmark {
  let runs: [FinishedRun]
  let published: TransferTable?

  /// Reads runs and published affinities.
  ///
  /// - Parameters:
  ///   - folders: of runs, each `STATE/runs/RUN`.
  ///   - published: a CSV file of published affinities; nil leaves them out.
  init(folders: [String], published: String?) throws {
    runs = try folders.map { try FinishedRun(folder: $0) }
    self.published = try published.map { path in
      try TransferTable(csv: Files.read(path), name: path)
    }
  }

  /// Prints every figure.
  ///
  /// - Returns: whether all hold.
  func run() throws -> Bool {
    for run in runs {
      print("run \(run.id), \(run.analysis.run.name), seed \(run.analysis.spec.seed)")
    }
    var figures: [AcceptanceFigure] = []
    for section in try sections() {
      print("\n\(section.title)")
      for figure in section.figures { print("  \(figure.text)") }
      for remark in section.remarks { print("  \(remark)") }
      fflush(nil)
      figures += section.figures
    }
    print("\n\(figures.count(where: \.holds)) of \(figures.count) hold")
    return figures.allSatisfy(\.holds)
  }

  /// Figures that belong together, and what is to be said beside them.
  struct Section {
    let title: String
    var figures: [AcceptanceFigure] = []
    var remarks: [String] = []
  }

  private func sections() throws -> [Section] {
    try [
      overAverage, overRandom, seeds(), screening(), agreement(), structure(), halves(),
    ]
  }

  // MARK: Networks

  private var overAverage: Section {
    var section = Section(title: "Task networks against the average guess: share of test images")
    let rates = AcceptanceFloors.overAverage.flatMap { row in row.tasks.map { ($0, row.rate) } }
    var known: [[Double]] = []
    for (task, floor) in rates {
      let values = runs.compactMap {
        $0.analysis.losses.winRate(.supervised, over: .average, of: task)
      }
      guard !values.isEmpty else {
        section.remarks.append("\(task): no run has it")
        continue
      }
      known.append(values)
      section.figures.append(AcceptanceFigure(task, values, .atLeast(floor)))
    }
    let means = known.map { $0.reduce(0, +) / Double($0.count) }
    guard !means.isEmpty else { return section }
    let mean = AcceptanceFigure(
      "mean of the tasks", [means.reduce(0, +) / Double(means.count)],
      .atLeast(AcceptanceFloors.meanOverAverage))
    section.figures += [mean, lossesBelowAverage]
    let plain = AcceptanceFloors.meanOverAverageInPlainRooms
    section.remarks.append(
      "In plain rooms the mean has to be \(plain); \(mean.mean >= plain ? "it is" : "it is not").")
    return section
  }

  private var lossesBelowAverage: AcceptanceFigure {
    let worse = runs.map { run in
      run.analysis.spec.tasks.map(\.name).filter { task in
        guard let own = run.analysis.losses.meanLoss(.supervised, of: task),
          let average = run.analysis.losses.meanLoss(.average, of: task)
        else { return false }
        return own >= average
      }
    }
    let names = Set(worse.joined()).sorted().joined(separator: ", ")
    return AcceptanceFigure(
      "mean loss below the average guess's, all tasks" + (names.isEmpty ? "" : " but \(names)"),
      worse.map(\.isEmpty))
  }

  private var overRandom: Section {
    var section = Section(
      title: "Task networks against the readout of the random encoder: share of test images")
    var means: [Double] = []
    for task in TaskDictionary.all.map(\.name) {
      let values = runs.compactMap {
        $0.analysis.losses.winRate(
          .supervised, over: .transfer([TaskDictionary.random]), of: task)
      }
      guard !values.isEmpty else { continue }
      let figure = AcceptanceFigure(task, values, .above(AcceptanceFloors.overRandom.least))
      section.figures.append(figure)
      means.append(figure.mean)
    }
    if means.isEmpty {
      section.remarks.append("No run has the random encoder as a source.")
    } else {
      section.figures.append(
        AcceptanceFigure(
          "mean of the targets", [means.reduce(0, +) / Double(means.count)],
          .atLeast(AcceptanceFloors.overRandom.mean)))
    }
    return section
  }
}
