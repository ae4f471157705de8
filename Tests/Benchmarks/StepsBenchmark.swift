internal import Architectures
internal import Documents
internal import Glibc
internal import Kernels

/// CPU time of training steps of 32 samples, and of inference, on one thread.
struct StepsBenchmark {
  private let batch = 32

  /// Prints a line per network of the paper at 256 pixels: time, memory and rate.
  func runPaper(batch: Int) throws(Failure) {
    let backend = try Backends.choose(environment: environment())
    print("\(backend.explanation) (class \(backend.numericsClass)), batches of \(batch)")
    for (name, network, loss) in Workloads.paper {
      let plan = try TimedPlan(network, loss: loss, batch: batch, backend: backend)
      let times = (0..<3).map { _ in plan.millisecondsPerStep(warming: 1, repetitions: 1) }
      let best = times.min() ?? 0
      let operations = 6 * Double(batch) * Double(network.multiplyAdds(subpixel: true))
      print(
        "\(name): \(shown(times)) ms/step, \(rounded(Double(plan.bytes) / 1e9)) GB, "
          + "\(rounded(operations / best / 1e6)) GFLOP/s at best")
    }
  }

  /// Prints a line per network; with `comparison`, also beside the program made of net.c there.
  func run(comparison: String?) throws(Failure) {
    let backend = try Backends.choose(environment: environment())
    print("\(backend.explanation) (class \(backend.numericsClass))")
    for (name, network, loss) in Workloads.recipes {
      let plan = try TimedPlan(network, loss: loss, batch: batch, backend: backend)
      let times = (0..<5).map { _ in plan.millisecondsPerStep(repetitions: 20) }
      let megabytes = Double(plan.bytes) / 1e6
      print("\(name): \(shown(times)) ms/step, \(rounded(megabytes)) MB")
    }
    let encoder = try TimedPlan(
      .smallEncoder(), loss: .squared, batch: batch, backend: backend)
    let times = (0..<5).map { _ in encoder.millisecondsPerInference(repetitions: 20) / 32 }
    print("encode: \(shown(times)) ms/image")
    guard let comparison else { return }
    try compare(with: comparison, backend)
  }

  private func compare(with folder: String, _ backend: any Backend) throws(Failure) {
    let program = "/tmp/taskmap-benchmark-\(getpid())"
    let flags = "-O3 -march=native -mprefer-vector-width=512 -ffp-contract=fast -fno-math-errno"
    _ = try output("clang \(flags) '\(folder)/net.c' -o \(program) -lm -lpthread 2>&1")
    defer { unlink(program) }
    for (letter, network) in [("A", Workloads.autoencoder), ("B", Workloads.transfer)] {
      let plan = try TimedPlan(network, loss: .absolute, batch: batch, backend: backend)
      var ours: [Double] = []
      var theirs: [Double] = []
      for _ in 0..<5 {
        theirs.append(try cpuTime(in: output("\(program) \(letter) 1 10")))
        ours.append(plan.millisecondsPerStep(repetitions: 10))
      }
      let ratios = zip(ours, theirs).map { $0 / $1 }
      print(
        "workload \(letter): ours \(shown(ours)), net.c \(shown(theirs)) ms/step,"
          + " ratio \(shown(ratios))")
    }
  }

  private func cpuTime(in text: String) throws(Failure) -> Double {
    let words = text.split(separator: " ")
    guard let place = words.firstIndex(of: "cpu"), let time = Double(words[place + 1]) else {
      throw Failure(.data, "the program of net.c printed no CPU time: \(text)")
    }
    return time
  }

  private func output(_ command: String) throws(Failure) -> String {
    guard let pipe = popen(command, "r") else {
      throw Failure(.io, "cannot run \(command)")
    }
    var bytes: [UInt8] = []
    while true {
      let byte = fgetc(pipe)
      if byte == EOF { break }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard pclose(pipe) == 0 else { throw Failure(.io, "\(command) failed: \(text)") }
    return text
  }

  private func environment() -> [String: String] {
    guard let value = getenv(InstructionSet.variable) else { return [:] }
    return [InstructionSet.variable: String(cString: value)]
  }

  private func shown(_ values: [Double]) -> String {
    let sorted = values.sorted()
    return "\(rounded(sorted[sorted.count / 2])) (\(rounded(sorted[0]))"
      + "...\(rounded(sorted[sorted.count - 1])))"
  }

  private func rounded(_ value: Double) -> String {
    let digits = value < 1 ? 1000.0 : 100
    return "\((value * digits).rounded() / digits)"
  }
}
