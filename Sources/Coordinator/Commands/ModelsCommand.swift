internal import Artifacts
internal import Documents
internal import Journal
internal import Service
internal import TaskSpace
internal import Terminal

/// `coordinator models list|export [RUN]`.
enum ModelsCommand {
  static let command = Command(
    "models", "List the trained networks of a run, or take them away.", section: "Results",
    subcommands: [list, export])

  private static let list = Command(
    "list", "List every trained network of a run, finished or not.",
    options: [.flag("json", "Print JSON.")], operands: [MapInput.operand], run: show)

  private static let export = Command(
    "export", "Write trained networks as safetensors files.",
    discussion: """
      A file TASK.safetensors holds encoder and decoder of the task's own network, scratch-TASK of
      the one trained from scratch on the transfers' images, and random.safetensors the encoder that
      was never trained. The header says what goes in, what comes out and how the layers follow each
      other. Beside them lie models.json, the list, and taskmap_torch.py, which runs them in PyTorch
      and shows others how:

          python3 DIR/taskmap_torch.py DIR/normal.safetensors
      """,
    options: [
      .value("out", "DIR", "The folder to write; it is made where it is missing."),
      .value("task", "TASK", "Only the networks of this task, or random.", isRepeated: true),
    ],
    operands: [MapInput.operand], run: write)

  private static func show(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let (models, _) = try models(arguments)
    if arguments.flag("json") {
      Output.line(models.json.text())
      return .success
    }
    guard !models.models.isEmpty else {
      Output.line("no network of the run \(models.run) is trained yet")
      return .success
    }
    var table = Table([
      "task", "role", .init("parameters", .right), .init("training loss", .right),
      .init("test loss", .right), .init("size", .right), "digest",
    ])
    for model in models.models {
      table.add([
        model.task ?? "", model.role, Format.count(model.parameters), text(model.trainingLoss),
        text(model.testLoss), Format.bytes(model.size), model.digest.short,
      ])
    }
    Output.write(table.text(width: Screen.output.columns, style: arguments.style))
    return .success
  }

  private static func write(_ arguments: Arguments) throws(Failure) -> ExitStatus {
    let folder = try arguments.text("out")
    let (list, store) = try models(arguments)
    let chosen = try choose(arguments.texts("task"), from: list)
    try Files.makeFolder(folder)
    for model in chosen.models {
      try Files.write(store.readIntact(model.digest), to: "\(folder)/\(model.name).safetensors")
    }
    try Files.write(chosen.json.text(.indented) + "\n", to: "\(folder)/\(ModelList.fileName)")
    try Files.write(PackageResources.taskmap_torch_py, to: "\(folder)/taskmap_torch.py")
    let count = chosen.models.count
    Output.line(
      "\(folder): \(Format.count(count)) \(count == 1 ? "network" : "networks"), models.json and "
        + "taskmap_torch.py")
    return .success
  }

  private static func models(
    _ arguments: Arguments
  ) throws(Failure) -> (list: ModelList, store: ArtifactStore) {
    let folder = try StateOption.folder(arguments)
    let runs = try RunSummary.all(path: folder.journal)
    let id = try RunSelector.find(try arguments.text("RUN"), among: runs.map(\.id))
    let store = try ArtifactStore(folder: folder.artifacts)
    let analysis = try RunAnalysis(
      of: id, in: try JournalContent(path: folder.journal), store: store)
    return (try analysis.models(), store)
  }

  /// The networks of these tasks; all of them where none is named.
  private static func choose(_ tasks: [String], from list: ModelList) throws(Failure) -> ModelList {
    guard !list.models.isEmpty else {
      throw Failure(
        .missingInput, "no network of the run \(list.run) is trained yet; see 'status \(list.run)'")
    }
    guard !tasks.isEmpty else { return list }
    let names = Set(tasks.map { TaskDictionary.task($0)?.name ?? $0 })
    for name in names.sorted()
    where !list.models.contains(where: { ($0.task ?? $0.role) == name }) {
      let known = list.models.filter { $0.role != TaskDictionary.scratch }.map(\.name)
      throw Failure(
        .missingInput,
        "the run \(list.run) has no network of '\(name)'; it has \(known.joined(separator: ", "))")
    }
    return ModelList(
      run: list.run, name: list.name, created: list.created,
      models: list.models.filter { names.contains($0.task ?? $0.role) })
  }

  private static func text(_ loss: Double?) -> String {
    loss.map { Format.decimal($0, 4) } ?? ""
  }
}
