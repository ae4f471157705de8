import Architectures
import Artifacts
import Documents
import Jobs
import TaskSpace
import Terminal
import Testing

/// Exported networks in PyTorch, run by the example that goes with them.
@Suite struct TorchTests {
  /// Prints, for each network, how far representation and output of torch are from ours.
  private static let comparison = """
    import sys, torch
    sys.path.insert(0, sys.argv[1])
    import taskmap_torch
    for task in sys.argv[3:]:
        network = taskmap_torch.load(f"{sys.argv[2]}/{task}.safetensors")
        known, texts = taskmap_torch.read(f"{sys.argv[2]}/{task}.numbers")
        with torch.no_grad():
            encoded = network.encode(known["input"])
            output = network(known["input"])
            values = network.values(output)
        differences = [
            (encoded - known["representation"]).abs().max(),
            (output.flatten() - known["output"]).abs().max(),
            (values.flatten() - known["values"]).abs().max()]
        print(task, *[float(d) for d in differences])
    """

  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  @Test(.enabled(if: Torch.python != nil)) func torchGivesTheSameNumbers() throws {
    let python = try #require(Torch.python)
    let folder = workshop.environment.cacheFolder + "/torch"
    try Files.makeFolder(folder)
    let tasks = TaskDictionary.all
    for task in tasks { try write(task, to: folder) }

    let script = "\(folder)/compare.py"
    try Files.write(Self.comparison, to: script)
    let process = try ChildProcess.start(
      python,
      ["-B", script, Files.folder(of: Torch.example), folder] + tasks.map(\.name),
      output: .file("\(folder)/differences"))
    #expect(process.wait() == .success)
    let lines = try Files.readText("\(folder)/differences").split(separator: "\n")
    for task in tasks {
      let line = try #require(
        lines.first { $0.hasPrefix(task.name + " ") }, "\(lines.joined(separator: "\n"))")
      let differences = line.split(separator: " ").dropFirst().compactMap { Double($0) }
      #expect(differences.count == 3 && differences.allSatisfy { $0 < 1e-4 }, "\(line)")
    }
  }

  /// Writes a trained network, an input and what comes out here.
  private func write(_ task: TaskDefinition, to folder: String) throws {
    let content = try workshop.network(task.name, steps: 6).content()
    try Files.write(content, to: "\(folder)/\(task.name).safetensors")
    let network = try TrainedNetwork(
      reading: content, name: task.name, on: workshop.environment.backend)
    let views = network.description.views
    var state: UInt32 = 7
    let input = (0..<views * network.encoder.input.count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Float(state >> 8) / Float(1 << 23) - 1
    }
    let size = input.count / views
    let representations = (0..<views).flatMap {
      network.representation(of: Array(input[$0 * size..<($0 + 1) * size]))
    }
    let output = network.output(of: input)
    let encoded = network.encoder.output
    let numbers = Safetensors(tensors: [
      Tensor("input", shape: [views, network.size, network.size, 3], input),
      Tensor(
        "representation", shape: [views, encoded.height, encoded.width, encoded.channels],
        representations),
      Tensor("output", shape: [output.count], output),
      Tensor("values", shape: [output.count], network.values(of: output)),
    ])
    try Files.write(try numbers.encoded(), to: "\(folder)/\(task.name).numbers")
  }

  @Test func damagedNetworksAreRefused() throws {
    let content = try workshop.network("depth_zbuffer").content()
    let file = try Safetensors(decoding: content)
    var texts = file.metadata
    texts["output"] = "{}"
    let unknown = try Safetensors(metadata: texts, tensors: file.tensors).encoded()
    let half = try Safetensors(
      metadata: file.metadata, tensors: file.tensors.filter { !$0.name.hasPrefix("decoder.0") }
    ).encoded()
    for broken in [Array(content.dropLast(9)), unknown, half, [1, 2, 3]] {
      let failure = #expect(throws: Failure.self) {
        try TrainedNetwork(reading: broken, name: "model", on: workshop.environment.backend)
      }
      #expect(failure?.code == .data)
    }
  }
}
