import Artifacts
import Datasets
import Documents
import Glibc
import Jobs
import Kernels
import Pictures
import TaskSpace
import Testing

/// What evaluations say, compared with formulas.
@Suite struct EvaluationTests {
  static let tasks = [
    "depth_zbuffer", "curvature", "segment_unsup25d", "segment_semantic", "class_object",
    "class_scene", "room_layout", "egomotion", "point_matching",
  ]

  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  /// The mean loss over one image, in double precision by the definitions.
  static func loss(
    _ function: LossFunction, _ guess: [Float], _ numbers: [Float], _ labels: [Int32]
  )
    -> Double
  {
    let pairs = zip(guess, numbers).map { (Double($0), Double($1)) }.filter { !$0.1.isNaN }
    switch function {
    case .absolute: return pairs.reduce(0) { $0 + abs($1.0 - $1.1) } / Double(pairs.count)
    case .squared: return pairs.reduce(0) { $0 + pow($1.0 - $1.1, 2) } / Double(pairs.count)
    case .binaryCrossEntropy:
      let sum = pairs.reduce(0) { sum, pair in
        let probability = 1 / (1 + exp(-pair.0))
        return sum - pair.1 * log(probability) - (1 - pair.1) * log(1 - probability)
      }
      return sum / Double(pairs.count)
    case .crossEntropy, .weightedCrossEntropy:
      let classes = guess.count / labels.count
      let sum = labels.enumerated().reduce(0) { sum, label in
        let logits = guess[label.offset * classes..<(label.offset + 1) * classes].map { Double($0) }
        let total = logits.reduce(0) { $0 + exp($1) }
        let isBackground = function == .weightedCrossEntropy && label.element == 0
        let weight = function == .crossEntropy ? 1 : isBackground ? 0.54 : 8
        return sum - weight * log(exp(logits[Int(label.element)]) / total)
      }
      return sum / Double(labels.count)
    case .softCrossEntropy:
      let total = pairs.reduce(0) { $0 + exp($1.0) }
      return pairs.filter { $0.1 > 0 }.reduce(0) { $0 + $1.1 * log($1.1 / (exp($1.0) / total)) }
    }
  }

  @Test(arguments: tasks) func theConstantGuessHasTheLossOfItsDefinition(name: String) throws {
    let task = try #require(TaskDictionary.task(name))
    let input = try workshop.statistics(name)
    let guess = try #require(try Safetensors(decoding: try input.content())["guess"]?.floats)
    let products = try workshop.run(Workshop.evaluate(.average, name), [input]).products
    let losses = try JobRunnerTests.losses(products)

    let images = try Dataset(
      Workshop.data, cache: workshop.environment.cacheFolder,
      options: workshop.environment.datasetOptions)
    let train = try TargetMaker(task, of: try images.images(.train))
    let statistics = try LabelStatistics(of: train, count: 12)
    let samples = try SampleMaker(task, of: try images.images(.test), statistics: statistics)
    for image in 0..<6 {
      var words = [Int32](repeating: 0, count: samples.targets.count)
      words.withUnsafeMutableBytes { bytes in
        if let start = bytes.baseAddress { samples.writeTargets([image], to: start) }
      }
      let numbers = words.map { Float(bitPattern: UInt32(bitPattern: $0)) }
      let expected = Self.loss(task.loss, guess, numbers, words)
      #expect(abs(Double(losses[image]) - expected) < 1e-5 * max(1, expected))
    }
  }

  @Test(arguments: tasks) func theConstantGuessAgreesWithTheKernels(name: String) throws {
    let statistics = try workshop.statistics(name)
    let network = try workshop.network(name)
    let file = try Safetensors(decoding: try network.content())
    // A network whose last layer has no weights, only the guess of a vector as its bias.
    guard let task = TaskDictionary.task(name), !task.target.isMap else { return }
    let guess = try #require(try Safetensors(decoding: try statistics.content())["guess"])
    let values = try #require(guess.floats)
    let last = try #require(
      file.tensors.filter { $0.name.hasPrefix("decoder.") && $0.name.hasSuffix(".bias") }
        .max { $0.name < $1.name })
    let layer = String(last.name.dropLast(".bias".count))
    let tensors = file.tensors.map { tensor in
      switch tensor.name {
      case last.name: Tensor(tensor.name, shape: tensor.shape, values)
      case layer + ".weight":
        Tensor(
          tensor.name, shape: tensor.shape,
          [Float](repeating: 0, count: tensor.shape.reduce(1, *)))
      default: tensor
      }
    }
    let content = try Safetensors(metadata: file.metadata, tensors: tensors).encoded()
    let constant = JobInput(role: "network", digest: Digest(of: content), content: { content })
    let one = try JobRunnerTests.losses(
      try workshop.run(Workshop.evaluate(.supervised, name), [statistics, constant]).products)
    let other = try JobRunnerTests.losses(
      try workshop.run(Workshop.evaluate(.average, name), [statistics]).products)
    for (left, right) in zip(one, other) { #expect(abs(left - right) < 1e-5 * max(1, right)) }
  }

  @Test func aLossThatIsNoNumberFailsItsOwnJob() throws {
    let file = try Safetensors(decoding: try workshop.network("curvature").content())
    let tensors = file.tensors.map { tensor in
      guard tensor.name.hasPrefix("decoder."), let values = tensor.floats else { return tensor }
      return Tensor(tensor.name, shape: tensor.shape, values.map { _ in Float.nan })
    }
    let content = try Safetensors(metadata: file.metadata, tensors: tensors).encoded()
    let diverged = JobInput(role: "network", digest: Digest(of: content), content: { content })
    let error = try #require(throws: JobError.self) {
      try workshop.run(
        Workshop.evaluate(.supervised, "curvature"),
        [try workshop.statistics("curvature"), diverged])
    }
    guard case .failed(let failure) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(failure.code == .data)
    for word in ["self", "curvature", "image 0"] { #expect(failure.message.contains(word)) }
  }

  @Test(arguments: TaskDictionary.all)
  func picturesShowInputTruthAndPrediction(task: TaskDefinition) throws {
    let statistics = try workshop.statistics(task.name)
    let products = try workshop.run(
      Workshop.evaluate(.average, task.name, pictures: 3), [statistics]
    ).products
    let own = try workshop.run(
      Workshop.evaluate(.supervised, task.name, pictures: 3),
      [statistics, try workshop.network(task.name)]
    ).products
    #expect(products.map(\.name) == ["losses", "pictures"])
    #expect(own.map(\.name) == ["losses", "pictures", "inputs", "truths"])
    for product in products.dropFirst() + own.dropFirst() {
      let strip = try Picture(png: product.content)
      let rows = product.name == "inputs" ? task.views : 1
      #expect(strip.width == 3 * 66 - 2 && strip.height == rows * 66 - 2)
      // A network of three steps may predict one colour, beside the gaps' white.
      let least = product.name == "pictures" ? 2 : 5
      #expect(Set(strip.bytes).count >= least, "\(product.name) shows something")
    }
  }
}
