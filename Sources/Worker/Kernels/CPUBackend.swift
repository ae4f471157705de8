package import Architectures
package import Documents

/// Direct convolution kernels in C for one thread.
package struct CPUBackend: Backend {
  /// The instruction set that was chosen.
  package let instructions: InstructionSet
  /// One sentence for people: what was chosen, and why.
  package let explanation: String

  /// The kernels of an instruction set that this processor has.
  package init(instructions: InstructionSet = .best, reason: String = "as asked for") {
    precondition(instructions.level <= InstructionSet.best.level, "the processor has them")
    self.instructions = instructions
    explanation = "CPU kernels for \(instructions.title), \(reason)"
  }

  /// The instruction set.
  package var device: String { instructions.title }

  /// AVX-512 and AVX2 give the same bytes; without fused multiply-add they differ.
  package var numericsClass: String { instructions == .baseline ? "cpu-baseline" : "cpu" }

  /// Compiles convolutions, poolings and matrix products, each with normalisation, residual sum
  /// and rectifier behind it, and branches between them; throws for other orders.
  package func compile(
    _ networks: [NetworkDescription], batch: Int, mode: Mode
  ) throws(Failure) -> any Plan {
    precondition(batch > 0, "a batch has samples")
    return try CPUPlan(networks, batch: batch, mode: mode, level: instructions.level)
  }
}

extension Backend {
  /// The instruction set of what this processor computes beside the backend's plans.
  var hostInstructions: InstructionSet { (self as? CPUBackend)?.instructions ?? .best }
}
