import Artifacts
import Datasets
import Documents
import Jobs
import Kernels
import TaskSpace
import Testing

/// Closed-form estimates, compared with readouts that are written out.
@Suite struct ScreenJobTests {
  static let sources = ["autoencoding", "edge_texture", "normal"]

  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  func inputs(_ target: String, _ sources: [String] = sources) throws -> [JobInput] {
    [try workshop.statistics(target)] + (try sources.map { try workshop.representation($0) })
  }

  func estimates(
    _ target: String, _ sources: [String] = sources, judged: Int = 0
  ) throws -> Safetensors {
    let products = try workshop.run(
      Workshop.screen(sources, target, judged: judged), try inputs(target, sources)
    ).products
    #expect(products.map(\.name) == ["estimates"])
    return try Safetensors(decoding: products[0].content)
  }

  // MARK: The readout by its definition

  /// [image][row][column][channel] of one split.
  func representation(_ source: String, first: Int, count: Int) throws -> [[Double]] {
    let digest = try workshop.representation(source).digest
    let bytes = try Files.read(
      "\(workshop.environment.cacheFolder)/representations/\(digest).representation")
    let size = DirectReadout.grid * DirectReadout.grid * DirectReadout.channels
    var images: [[Double]] = []
    for image in first..<first + count {
      var values: [Double] = []
      for place in image * size..<(image + 1) * size {
        let value = bytes.withUnsafeBytes {
          $0.loadUnaligned(fromByteOffset: 64 + 4 * place, as: Float.self)
        }
        values.append(Double(value))
      }
      images.append(values)
    }
    return images
  }

  /// The 3x3 cells around each cell.
  static func patches(_ image: [Double]) -> [[Double]] {
    let (grid, channels) = (DirectReadout.grid, DirectReadout.channels)
    var rows: [[Double]] = []
    for cell in 0..<grid * grid {
      var row: [Double] = []
      for tap in 0..<9 {
        let y: Int = cell / grid + tap / 3 - 1
        let x: Int = cell % grid + tap % 3 - 1
        let isInside = (0..<grid).contains(y) && (0..<grid).contains(x)
        for channel in 0..<channels {
          row.append(isInside ? image[(y * grid + x) * channels + channel] : 0)
        }
      }
      rows.append(row)
    }
    return rows
  }

  /// Means over 2x2 cells.
  static func pooled(_ image: [Double]) -> [[Double]] {
    let (grid, channels) = (DirectReadout.grid, DirectReadout.channels)
    var row = [Double](repeating: 0, count: 16 * channels)
    for cell in 0..<grid * grid {
      let block = cell / grid / 2 * 4 + cell % grid / 2
      for channel in 0..<channels {
        row[block * channels + channel] += image[cell * channels + channel] / 4
      }
    }
    return [row]
  }

  func targets(_ name: String, _ split: DatasetReference.Split) throws -> [[[Double]]] {
    let task = try #require(TaskDictionary.task(name))
    let file = try Safetensors(decoding: try workshop.statistics(name).content())
    let statistics = LabelStatistics(
      images: 1,
      standardization: Standardization(
        mean: file["mean"]?.floats ?? [], deviation: file["deviation"]?.floats ?? []),
      frequencies: [], guess: [])
    let dataset = try Dataset(
      Workshop.data, cache: workshop.environment.cacheFolder,
      options: workshop.environment.datasetOptions)
    let samples = try SampleMaker(task, of: dataset.images(split), statistics: statistics)
    return (0..<Workshop.data.count(split)).map { image in
      var values = [Float](repeating: 0, count: samples.targets.count)
      values.withUnsafeMutableBytes { bytes in
        if let start = bytes.baseAddress { samples.writeTargets([image], to: start) }
      }
      guard task.target.isMap else { return [values.map { Double($0) }] }
      var rows: [[Double]] = []
      for cell in 0..<64 {
        var row: [Double] = []
        for part in 0..<16 {
          let y: Int = cell / 8 * 4 + part / 4
          let x: Int = cell % 8 * 4 + part % 4
          row.append(Double(values[y * 32 + x]))
        }
        rows.append(row)
      }
      return rows
    }
  }

  static func means(_ images: [[[Double]]]) -> [[Double]] {
    images[0].indices.map { row in
      images[0][row].indices.map { place in
        images.reduce(0) { $0 + $1[row][place] } / Double(images.count)
      }
    }
  }

  static func centred(_ images: [[Double]], _ mean: [Double]) -> [[Double]] {
    images.map { image in zip(image, mean).map { $0 - $1 } }
  }

  func readout(_ set: [String], _ target: String, penalty: Double) throws -> DirectReadout {
    let isMap = TaskDictionary.task(target)?.target.isMap == true
    let form = { isMap ? Self.patches($0) : Self.pooled($0) }
    let targetMeans = Self.means(try targets(target, .transfer))
    var first = 0
    let splits: [DatasetReference.Split] = [.transfer, .validation, .test]
    let rows = try splits.map { split in
      let count = Workshop.data.count(split)
      defer { first += count }
      var features: [[Double]] = []
      for source in set {
        let learning = try representation(
          source, first: 0, count: Workshop.data.count(.transfer))
        let mean = Self.means(learning.map { [$0] })[0]
        let images = Self.centred(try representation(source, first: first, count: count), mean)
        let own = images.flatMap(form)
        features = features.isEmpty ? own : zip(features, own).map { $0 + $1 }
      }
      let targets = try targets(target, split).flatMap { Self.centred($0, targetMeans) }
      return DirectReadout.Rows(features: features, targets: targets)
    }
    return DirectReadout(
      learning: rows[0], validation: rows[1], test: rows[2], targetMeans: targetMeans,
      penalty: penalty, block: rows[0].features[0].count / set.count)
  }

  static func centred(_ rows: [[Double]], _ means: [[Double]]) -> [[Double]] {
    zip(rows, means).map { row, mean in zip(row, mean).map { $0 - $1 } }
  }

  // MARK: What is expected

  @Test(arguments: ["depth_zbuffer", "room_layout"])
  func everySetHasTheErrorOfItsOwnReadout(target: String) throws {
    let file = try estimates(target)
    for (order, count) in [(1, 3), (2, 3), (3, 1)] {
      let places = try #require(file["sets.\(order)"]?.floats)
      let errors = try #require(file["errors.\(order)"]?.floats)
      let penalty = try #require(file["penalty.\(order)"]?.floats)[0]
      #expect(errors.count == count)
      for set in 0..<count {
        let names = places[set * order..<(set + 1) * order].map { Self.sources[Int($0)] }
        let direct = try readout(names, target, penalty: Double(penalty)).error
        #expect(abs(Double(errors[set]) - direct) < 1e-3 * max(1, direct), "\(names)")
      }
    }
    #expect(file["sets.4"] == nil)
  }

  /// Orders beyond three come from a beam, whose sets are extended source by source.
  @Test func extendedSetsHaveTheErrorsOfTheirOwnReadouts() throws {
    let sources = (Self.sources + ["curvature", "reshading"]).sorted()
    let file = try estimates("depth_zbuffer", sources)
    for (order, count) in [(4, 3), (5, 1)] {
      let places = try #require(file["sets.\(order)"]?.floats)
      let errors = try #require(file["errors.\(order)"]?.floats)
      let penalty = try #require(file["penalty.\(order)"]?.floats)[0]
      #expect(errors.count >= count)
      for set in errors.indices {
        let names = places[set * order..<(set + 1) * order].map { sources[Int($0)] }
        #expect(Set(names).count == order)
        let direct = try readout(names, "depth_zbuffer", penalty: Double(penalty)).error
        #expect(abs(Double(errors[set]) - direct) < 1e-3 * max(1, direct), "\(names)")
      }
    }
  }

  @Test func judgedReadoutsHaveTheLossesOfTheTarget() throws {
    let file = try estimates("depth_zbuffer", judged: 2)
    #expect(file["judged.1"]?.shape == [3, 1])
    #expect(file["judged.2"]?.shape == [2, 2])
    #expect(file["losses.3"]?.shape == [1, 6])
    let losses = try #require(file["losses.1"]?.floats)
    let penalty = try #require(file["penalty.1"]?.floats)[0]
    let direct = try readout([Self.sources[0]], "depth_zbuffer", penalty: Double(penalty))
    for image in 0..<6 {
      #expect(abs(Double(losses[image]) - direct.absoluteError(image: image)) < 2e-3)
    }
  }

  @Test(arguments: ["segment_unsup2d", "segment_semantic", "class_object", "class_scene"])
  func classesHaveLossesToo(target: String) throws {
    let file = try estimates(target)
    let losses = try #require(file["losses.1"]?.floats)
    #expect(losses.count == 18 && losses.allSatisfy { $0.isFinite && $0 >= 0 })
    let errors = try #require(file["errors.1"]?.floats)
    #expect(errors.allSatisfy { $0.isFinite && $0 > 0 })
  }

  @Test func anotherTargetComputesNoPairAgain() throws {
    _ = try estimates("depth_zbuffer")
    let folder = "\(workshop.environment.cacheFolder)/grams"
    let pairs = Files.names(in: folder).filter { $0.hasSuffix(".gram") }
    #expect(pairs.count == 6)
    _ = try estimates("reshading")
    #expect(Files.names(in: folder).filter { $0.hasSuffix(".gram") } == pairs)
  }

  @Test func aDamagedPairIsComputedAgain() throws {
    let whole = try estimates("normal")
    let folder = "\(workshop.environment.cacheFolder)/grams"
    for name in Files.names(in: folder) where name.hasSuffix(".gram") {
      var bytes = try Files.read("\(folder)/\(name)")
      bytes[bytes.count / 2] ^= 1
      try Files.write(bytes, to: "\(folder)/\(name)")
    }
    #expect(try estimates("normal")["errors.3"]?.floats == whole["errors.3"]?.floats)
  }

  @Test func instructionSetsGiveTheSameBytes() throws {
    let sources = (Self.sources + ["reshading"]).sorted()
    let recipe = Workshop.screen(sources, "curvature", judged: 1)
    let inputs = try inputs("curvature", sources)
    let sets = InstructionSet.available.filter { $0 != .baseline }
    let contents = try sets.map { set in
      var environment = workshop.environment
      environment.backend = CPUBackend(instructions: set)
      Workshop.remove("\(environment.cacheFolder)/grams")
      return try JobRunner.run(recipe, inputs: inputs, in: environment).products[0].content
    }
    for content in contents { #expect(content == contents[0]) }
  }
}
