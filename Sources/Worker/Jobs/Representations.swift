internal import Architectures
internal import Datasets
internal import Documents
internal import TaskSpace

/// What one or several encoders represent of the samples of a target.
///
/// The representations of one image are joined channel by channel; those of a sample's images
/// follow one another.
struct Representations {
  /// The files of all sources, for each of the target's encodings.
  private let files: [[FileMapping]]
  private let layout: RepresentationLayout
  private let views: SampleViews
  private let data: DatasetReference

  /// Opens the representations of `sources` that `target` needs.
  ///
  /// Those that this machine does not have are made again from `network.SOURCE`.
  /// - Throws: `Failure` (unavailable) where that is not given, data where it gives other bytes.
  init(
    of sources: [String], for target: TaskDefinition, network: NetworkChoice,
    data: DatasetReference, _ inputs: JobInputs, in environment: JobEnvironment
  ) throws {
    layout = try EncodeJob(input: target.input, network: network, data: data).layout()
    var files = target.encodings.map { _ in [FileMapping]() }
    for source in sources {
      let roles = target.representationRoles(of: source)
      for (place, input) in target.encodings.enumerated() {
        let job = EncodeJob(input: input, network: network, data: data)
        let wanted = try inputs.required(roles[place]).digest
        files[place].append(try Self.file(of: source, wanted, job, inputs, environment))
      }
    }
    self.files = files
    views = SampleViews(target)
    self.data = data
  }

  private static func file(
    of source: String, _ wanted: Digest, _ job: EncodeJob, _ inputs: JobInputs,
    _ environment: JobEnvironment
  ) throws -> FileMapping {
    let cache = try RepresentationCache(environment)
    let layout = try job.layout()
    if let file = try cache.file(wanted, layout: layout) { return file }
    try remake(source, wanted, job, inputs, environment)
    guard let file = try cache.file(wanted, layout: layout) else {
      throw Failure(
        .io, "the representations of \(source) vanished from the cache; give it more room")
    }
    return file
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

  /// Numbers per sample.
  var count: Int { views.count * viewCount }

  /// Numbers per image.
  private var viewCount: Int { files[0].count * layout.shape.count }

  /// Writes the representations of `samples` of `split`:
  /// [sample][view][row][column][source, channel].
  func write(
    _ samples: some Sequence<Int>, of split: DatasetReference.Split,
    to output: UnsafeMutablePointer<Float>
  ) {
    var start = output
    for sample in samples {
      let (turn, image) = sample.quotientAndRemainder(dividingBy: data.count(split))
      let offset = layout.offset(image, of: split)
      for place in views.places(of: data.firstIndex(split) + image, turn: turn) {
        write(files[place], at: offset, to: start)
        start += viewCount
      }
    }
  }

  private func write(
    _ files: [FileMapping], at offset: Int, to output: UnsafeMutablePointer<Float>
  ) {
    let channels = layout.shape.channels
    for (source, file) in files.enumerated() {
      let values = file.values(of: Float.self, at: offset, count: layout.shape.count)
      guard let from = values.baseAddress else { continue }
      for cell in 0..<layout.shape.positions {
        (output + (cell * files.count + source) * channels)
          .update(from: from + cell * channels, count: channels)
      }
    }
  }
}
