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

  private static var graphicsExplanation: String {
    guard let library = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL) else {
      return "no CUDA: libcuda.so.1 was not found"
    }
    dlclose(library)
    return "no CUDA: libcuda.so.1 is there, but this program has no CUDA kernels"
  }
}
