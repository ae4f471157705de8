internal import CLinux
internal import Datasets
internal import Documents
internal import Glibc
internal import Kernels
internal import TaskSpace

/// The inner products of the features of two sources, kept for every pair that this machine has
/// computed: a further source costs its own pairs only, a further target none.
///
/// What is here was computed here, and is checked when it is read, so nobody waits for the disk.
struct GramCache {
  private static let ending = ".gram"
  private static let pause: UInt32 = 10_000
  private static let rowsAtOnce = 256
  /// Bytes of the SHA-256 at the beginning of a file.
  private static let checksum = 32
  static let splits: [DatasetReference.Split] = [.transfer, .validation]

  private let folder: String
  private let limit: Int
  private let algebra: LinearAlgebra
  private let counts: [Int]
  private let prefix: String

  /// The cache for features of `form` of the images of `data`.
  init(
    _ environment: JobEnvironment, form: SourceFeatures.Form, data: DatasetReference
  ) throws(Failure) {
    folder = "\(environment.cacheFolder)/grams"
    limit = environment.representationLimit
    algebra = LinearAlgebra(environment.backend)
    counts = Self.splits.map { data.count($0) }
    prefix =
      ([
        "gram", form.rawValue, environment.backend.numericsClass, String(NumericsClass.version),
      ] + counts.map(String.init)).joined(separator: "\n")
    try Files.makeFolder(folder)
  }

  /// The inner products of all pairs of `features`, for each of `splits`.
  ///
  /// Threads and processes that want the same ones share the work: each takes a source that nobody
  /// else is at work on, with its pairs, and comes back for the rest.
  func grams(of features: [SourceFeatures], watch: Watch) throws -> [JointGram] {
    let block = features[0].count
    let grams = Self.splits.map { _ in JointGram(sources: features.count, block: block) }
    var open = Array(features.indices)
    while !open.isEmpty {
      let before = open.count
      var rest: [Int] = []
      for source in open {
        try watch.check()
        if try !fill(grams, source, features, watch) { rest.append(source) }
        let done = features.count - rest.count - open.drop { $0 <= source }.count
        watch.progress(Double(done) / Double(features.count), "pairs of sources")
      }
      open = rest
      if open.count == before { usleep(Self.pause) }
    }
    return grams
  }

  /// Fills in the pairs of a source with those that come after it by name; false where somebody
  /// else is at work on it.
  private func fill(
    _ grams: [JointGram], _ source: Int, _ features: [SourceFeatures], _ watch: Watch
  ) throws -> Bool {
    let own = features[source].name.description
    let partners = features.indices.filter { partner in
      (own, source) <= (features[partner].name.description, partner)
    }
    var missing = try partners.filter { try !read(source, $0, features, into: grams) }
    if missing.isEmpty { return true }
    let path = "\(folder)/\(Digest(of: prefix + "\n" + own)).lock"
    guard let lock = try FileLock.attempt(path, .exclusive) else { return false }
    defer { withExtendedLifetime(lock) {} }
    missing = try missing.filter { try !read(source, $0, features, into: grams) }
    try compute(source, missing, features, into: grams, watch)
    LeastRecentlyUsed(folder: folder, ending: Self.ending)
      .shrink(to: limit, toFit: missing.count * byteCount(features[0].count))
    for partner in missing { try write(source, partner, features, from: grams) }
    return true
  }

  // MARK: Computing

  private func compute(
    _ source: Int, _ partners: [Int], _ features: [SourceFeatures], into grams: [JointGram],
    _ watch: Watch
  ) throws {
    let own = features[source]
    let images = max(1, Self.rowsAtOnce / own.rows)
    let stride = own.count.rounded(upTo: LinearAlgebra.lanes)
    let left = Floats(images * own.rows * own.count)
    let right = Floats(images * own.rows * own.count)
    let products = partners.map { _ in Floats(own.count * stride) }
    for (place, split) in Self.splits.enumerated() {
      for product in products { product.clear() }
      for first in Swift.stride(from: 0, to: counts[place], by: images) {
        try watch.check()
        let chunk = first..<min(first + images, counts[place])
        own.write(chunk, of: split, to: left.start)
        for (partner, product) in zip(partners, products) {
          features[partner].write(chunk, of: split, to: right.start)
          algebra.multiply(
            left.matrix(stride: own.count), right.matrix(stride: own.count), rows: own.count,
            columns: stride, depth: chunk.count * own.rows, into: product.matrix(stride: stride))
        }
      }
      let dense = Floats(own.count * own.count)
      for (partner, product) in zip(partners, products) {
        product.matrix(stride: stride).copy(
          rows: own.count, columns: own.count, to: dense.matrix(stride: own.count))
        grams[place].set(source, partner, dense.start)
      }
    }
  }

  // MARK: Files

  private func byteCount(_ block: Int) -> Int {
    Self.checksum + Self.splits.count * block * block * 4
  }

  private func path(_ source: Int, _ partner: Int, _ features: [SourceFeatures]) -> String {
    let name = [prefix, features[source].name.description, features[partner].name.description]
    return "\(folder)/\(Digest(of: name.joined(separator: "\n")))\(Self.ending)"
  }

  private func read(
    _ source: Int, _ partner: Int, _ features: [SourceFeatures], into grams: [JointGram]
  ) throws(Failure) -> Bool {
    let path = path(source, partner, features)
    let block = features[source].count
    guard let file = try FileMapping(path), file.count == byteCount(block) else { return false }
    let content = UnsafeRawBufferPointer(rebasing: file.bytes.dropFirst(Self.checksum))
    guard Digest(of: content).bytes.elementsEqual(file.bytes.prefix(Self.checksum)) else {
      return false
    }
    for (place, gram) in grams.enumerated() {
      let products = file.values(
        of: Float.self, at: Self.checksum + place * block * block * 4, count: block * block)
      if let start = products.baseAddress { gram.set(source, partner, start) }
    }
    utimensat(AT_FDCWD, path, nil, 0)
    return true
  }

  private func write(
    _ source: Int, _ partner: Int, _ features: [SourceFeatures], from grams: [JointGram]
  ) throws(Failure) {
    var content: [UInt8] = []
    for gram in grams {
      let block = gram.block(source, partner)
      for row in 0..<gram.block {
        UnsafeRawBufferPointer(start: block.start + row * block.stride, count: gram.block * 4)
          .withMemoryRebound(to: UInt8.self) { content.append(contentsOf: $0) }
      }
    }
    try Files.write(
      Array(Digest(of: content).bytes) + content, to: path(source, partner, features),
      isDurable: false)
  }
}
