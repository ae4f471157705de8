/// A machine with a rate at which it trains convolutional networks.
package struct Hardware: Hashable, Sendable {
  /// What `--hardware` calls it.
  package let name: String
  /// One sentence: what it is, and where the rate is from.
  package let summary: String
  /// Floating-point operations a second, sustained over training steps by the whole machine; a
  /// multiply-add counts as two.
  package let rate: Double

  /// Makes a machine.
  package init(name: String, summary: String, rate: Double) {
    self.name = name
    self.summary = summary
    self.rate = rate
  }

  /// Hours for so many multiply-adds.
  package func hours(_ multiplyAdds: Double) -> Double { 2 * multiplyAdds / rate / 3600 }

  /// The machines whose rates are assumed.
  ///
  /// CPUs: half of the kernels' rate on large convolutions (about 100 GFLOP/s a core with AVX-512).
  /// GPUs: the vendors' throughputs of training ResNet-50 (about 370, 800 and 1500 images of 224
  /// pixels a second at 24.6 GFLOP each), in single precision or TF32, which no version of this
  /// program reaches without kernels for them.
  package static let assumed: [Hardware] = [
    Hardware(name: "laptop", summary: "2 cores with AVX-512, 50 GFLOP/s each", rate: 100e9),
    Hardware(name: "server", summary: "64 cores with AVX-512, 50 GFLOP/s each", rate: 3200e9),
    Hardware(name: "v100", summary: "one V100, 370 images/s of ResNet-50", rate: 9.1e12),
    Hardware(name: "a100", summary: "one A100, 800 images/s of ResNet-50", rate: 19.7e12),
    Hardware(name: "h100", summary: "one H100, 1500 images/s of ResNet-50", rate: 36.9e12),
  ]
}
