package import Documents
internal import Glibc

/// The choice of a backend on this machine.
package enum Backends {
  /// The CPU kernels of the best instruction set, unless `environment` masks it.
  ///
  /// Throws for an unknown or missing instruction set in `TASKMAP_INSTRUCTIONS`.
  package static func choose(environment: [String: String]) throws(Failure) -> any Backend {
    let (instructions, reason) = try InstructionSet.choose(environment: environment)
    return CPUBackend(instructions: instructions, reason: "\(reason); \(graphicsExplanation)")
  }

  /// All backends that this machine offers, the one that `choose` prefers first, one a class.
  ///
  /// The kernels without fused multiply-add run everywhere, so a machine with better ones can do
  /// the jobs of runs that need the same bytes on machines without.
  package static func offered(environment: [String: String]) throws(Failure) -> [any Backend] {
    let best = try choose(environment: environment)
    let baseline = CPUBackend(instructions: .baseline, reason: "for runs of its class")
    return best.numericsClass == baseline.numericsClass ? [best] : [best, baseline]
  }

  private static var graphicsExplanation: String {
    guard let library = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL) else {
      return "no CUDA: libcuda.so.1 was not found"
    }
    dlclose(library)
    return "no CUDA: libcuda.so.1 is there, but this program has no CUDA kernels"
  }
}
