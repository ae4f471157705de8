internal import Architectures
internal import Datasets
internal import Documents
internal import TaskSpace

/// The representations of one or several encoders, joined channel by channel.
struct Representations {
  private let files: [FileMapping]
  private let layout: RepresentationLayout

  /// Opens the representations of `sources` for a target that sees images as `input`.
  ///
  /// Those that this machine does not have are made again from `network.SOURCE`.
  /// - Throws: `Failure` (unavailable) where that is not given, data where it gives other bytes.
  init(
    of sources: [String], seen input: InputVariant, network: NetworkChoice, data: DatasetReference,
    _ inputs: JobInputs, in environment: JobEnvironment
  ) throws {
    let job = EncodeJob(input: input, network: network, data: data)
    let cache = try RepresentationCache(environment)
    layout = try job.layout()
    var files: [FileMapping] = []
    for source in sources {
      let wanted = try inputs.required("representation.\(source)").digest
      if try cache.file(wanted, layout: layout) == nil {
        try Self.remake(source, wanted, job, inputs, environment)
      }
      guard let file = try cache.file(wanted, layout: layout) else {
        throw Failure(
          .io, "the representations of \(source) vanished from the cache; give it more room")
      }
      files.append(file)
    }
    self.files = files
  }

  private static func remake(
    _ source: String, _ wanted: Digest, _ job: EncodeJob, _ inputs: JobInputs,
    _ environment: JobEnvironment
  ) throws {
    guard let encoder = inputs["network.\(source)"] else {
      throw Failure(
        .unavailable,
        "the representations of \(source) are not on this machine, nor is its encoder to make them")
    }
    let made = try job.digest(encoder: encoder, in: environment)
    guard made == wanted else {
      throw Failure(
        .data,
        "the encoder of \(source) gave the representations \(made.short) instead of"
          + " \(wanted.short); the job uses other images or another arithmetic than its source")
    }
  }

  /// Numbers per image.
  var count: Int { files.count * layout.shape.count }

  /// Writes the representations of `images` of `split`: [image][row][column][source, channel].
  func write(
    _ images: some Sequence<Int>, of split: DatasetReference.Split,
    to output: UnsafeMutablePointer<Float>
  ) {
    let channels = layout.shape.channels
    var start = output
    for image in images {
      let offset = layout.offset(image, of: split)
      for (source, file) in files.enumerated() {
        let values = file.values(of: Float.self, at: offset, count: layout.shape.count)
        guard let from = values.baseAddress else { continue }
        for cell in 0..<layout.shape.positions {
          (start + (cell * files.count + source) * channels)
            .update(from: from + cell * channels, count: channels)
        }
      }
      start += count
    }
  }
}
