import Documents
import Glibc

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  switch arguments.first {
  case "steps": try StepsBenchmark().run(comparison: arguments.dropFirst().first)
  case "paper":
    try StepsBenchmark().runPaper(batch: arguments.dropFirst().first.flatMap { Int($0) } ?? 4)
  case "recipe":
    guard arguments.count > 1 else {
      throw Failure(.usage, "usage: Benchmarks recipe CACHE_FOLDER [TASK ...]")
    }
    try RecipeExperiment(cache: arguments[1]).run(Array(arguments.dropFirst(2)))
  case "screening":
    guard arguments.count == 2 else {
      throw Failure(.usage, "usage: Benchmarks screening FOLDER_OF_A_RUN")
    }
    try ScreeningBenchmark(folder: arguments[1]).run()
  case "solver":
    let rest = arguments.dropFirst()
    try SolverBenchmark().run(
      alone: rest.contains("alone"), published: rest.first { $0 != "alone" })
  case "rooms": RoomsBenchmark().run()
  case "acceptance":
    var folders = Array(arguments.dropFirst())
    var published: String?
    if let place = folders.firstIndex(of: "--published"), place + 1 < folders.count {
      published = folders[place + 1]
      folders.removeSubrange(place...place + 1)
    }
    guard !folders.isEmpty, !folders.contains(where: { $0.hasPrefix("--") }) else {
      throw Failure(
        .usage, "usage: Benchmarks acceptance FOLDER_OF_A_RUN ... [--published AFFINITIES.csv]")
    }
    if try !AcceptanceBenchmark(folders: folders, published: published).run() { exit(1) }
  default:
    throw Failure(
      .usage,
      "usage: Benchmarks steps [FOLDER of net.c and ck.h to compare with] | paper [BATCH]"
        + " | recipe CACHE_FOLDER [TASK ...] | rooms | screening FOLDER_OF_A_RUN"
        + " | solver [alone] [FOLDER of the published affinities]"
        + " | acceptance FOLDER_OF_A_RUN ... [--published AFFINITIES.csv]")
  }
} catch {
  let message = Array("\(error)\n".utf8)
  _ = message.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  exit((error as? Failure)?.code.rawValue ?? Failure.Code.software.rawValue)
}
