internal import Documents
internal import TaskSpace
internal import Terminal

/// A spec on disk.
enum SpecFile {
  static func read(_ path: String, settings: [String]) throws(Failure) -> JobSpec {
    try JobSpec(text: Files.readText(path), file: path, settings: settings)
  }

  /// Refuses kernels that no worker has.
  static func checkKernels(_ spec: JobSpec) throws(Failure) {
    guard !spec.usesBLAS else {
      throw Failure(
        .unavailable,
        "\"blas\": this version's workers have no BLAS kernels; submit it with --set blas=false")
    }
  }

  /// Refuses arithmetic that a worker on this machine could not offer: the run would wait for ever.
  static func checkProcessor(_ spec: JobSpec) throws(Failure) {
    let flags = (try? Files.readText("/proc/cpuinfo")) ?? ""
    let hasFusedMultiplyAdd = flags.split(separator: "\n").contains { line in
      line.hasPrefix("flags") && line.split(separator: " ").contains("fma")
    }
    let isMasked = Environment.value("TASKMAP_INSTRUCTIONS") == "baseline"
    guard spec.numerics == .cpu, isMasked || !hasFusedMultiplyAdd else { return }
    throw Failure(
      .unavailable,
      "this processor has no fused multiply-add, which the arithmetic \"cpu\" needs; add "
        + "--set numerics=cpu-baseline")
  }
}
