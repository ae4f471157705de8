internal import Architectures
internal import Datasets
internal import Documents
internal import Kernels
internal import TaskSpace

/// The representations that an encoder gives of the images that transfers and tests use.
struct EncodeJob {
  private static let batch = 32

  let input: InputVariant
  let network: NetworkChoice
  let data: DatasetReference

  func run(
    _ inputs: JobInputs, in environment: JobEnvironment
  ) throws -> (products: [JobProduct], metrics: [JobResult.Metric]) {
    let digest = try digest(encoder: try inputs.required("network"), in: environment)
    let layout = try layout()
    return (
      [JobProduct(cached: "representation", digest: digest, size: layout.byteCount)],
      [.init("images", Double(layout.counts.reduce(0, +)))]
    )
  }

  /// How the representations lie in their file.
  func layout() throws(Failure) -> RepresentationLayout {
    RepresentationLayout(
      shape: TaskNetworks(network, size: data.size).encoder.output, data: data)
  }

  /// The digest of the representations of `encoder`, which are in the cache afterwards.
  func digest(encoder: JobInput, in environment: JobEnvironment) throws -> Digest {
    try RepresentationCache(environment).digest(
      maker: maker(encoder.digest, environment.backend), layout: try layout(),
      watch: environment.watch()
    ) {
      try content(try TensorFile(reading: try encoder.content(), name: encoder.role), environment)
    }
  }

  /// The name of the work: all that its result depends on.
  private func maker(_ encoder: Digest, _ backend: any Backend) -> Digest {
    let used = RepresentationLayout.splits.map { data.count($0) }
    let parts = [
      encoder.description, input.rawValue, data.fingerprint.description,
      used.map { String($0) }.joined(separator: ","), backend.numericsClass,
      String(NumericsClass.version), network.json.text(.canonical),
    ]
    return Digest(of: parts.joined(separator: "\n"))
  }

  private func content(_ weights: TensorFile, _ environment: JobEnvironment) throws -> [UInt8] {
    let dataset = try Dataset(
      data, cache: environment.cacheFolder, options: environment.datasetOptions)
    let encoder = TaskNetworks(network, size: data.size).encoder
    let plan = try environment.backend.compile([encoder], batch: Self.batch, mode: .inference)
    try plan.load(weights.tensors("encoder."), network: 0)
    let layout = try layout()
    var content = layout.header
    content.reserveCapacity(layout.byteCount)
    for (place, split) in RepresentationLayout.splits.enumerated() where layout.counts[place] > 0 {
      let parts = Double(RepresentationLayout.splits.count)
      let watch = environment.watch(part: Double(place) / parts...Double(place + 1) / parts)
      let images = try dataset.images(split, withFurtherViews: input.view > 0, watch: watch)
      try append(images, shape: layout.shape, plan, to: &content, environment.watch())
    }
    return content
  }

  private func append(
    _ images: SplitImages, shape: Shape, _ plan: any Plan, to content: inout [UInt8], _ watch: Watch
  ) throws {
    let maker = InputMaker(input, of: images)
    var inputs = [Float](repeating: 0, count: Self.batch * maker.count)
    var outputs = [Float](repeating: 0, count: Self.batch * shape.count)
    for first in stride(from: 0, to: images.count, by: Self.batch) {
      try watch.check()
      let count = min(Self.batch, images.count - first)
      inputs.withUnsafeMutableBufferPointer { inputs in
        guard let start = inputs.baseAddress else { return }
        for place in 0..<count { maker.write(first + place, to: start + place * maker.count) }
      }
      plan.infer(network: 0, inputs: inputs, count: count, outputs: &outputs)
      outputs.withUnsafeBytes { content.append(contentsOf: $0.prefix(count * shape.count * 4)) }
    }
  }
}
