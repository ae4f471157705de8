internal import Documents

/// Finds contradictions between settings that are fine one by one.
struct SpecChecker {
  let spec: JobSpec
  let reader: SpecReader

  func check() throws(Failure) {
    try checkNames()
    try checkTargetsAndSources()
    try checkData()
    try checkScreening()
    try checkDecay()
  }

  /// More than all of a weight cannot be taken away in a step.
  private func checkDecay() throws(Failure) {
    let share = spec.training.weightDecay * spec.training.learningRate
    guard share >= 1 else { return }
    throw reader.failure(
      at: "training.weightDecay",
      "a step would take \(share) of each weight away, this times training.learningRate; it must be "
        + "less than 1")
  }

  private func checkScreening() throws(Failure) {
    let isNeeded = spec.isEstimate || spec.proposer == .screening && spec.maximumOrder > 1
    guard isNeeded, spec.screeningOrder < spec.maximumOrder else { return }
    throw reader.failure(
      at: "screening.maximum",
      "sets of up to \(spec.maximumOrder) sources are asked for, but only those of up to "
        + "\(spec.screeningOrder) would be estimated; set both orders alike")
  }

  private func checkNames() throws(Failure) {
    for path in ["tasks", "sources", "targets"] {
      var seen: Set<String> = []
      for (index, element) in (spec[path].array ?? []).enumerated() {
        let name = element.text ?? ""
        if path != "targets", name == TaskDictionary.random { continue }
        guard let task = spec.task(name) else {
          let names = TaskDictionary.all.map(\.name) + spec.own.map(\.definition.name)
          throw reader.failure(
            at: "\(path).\(index)",
            "there is no task \"\(name)\"; the dictionary has "
              + names.joined(separator: ", "))
        }
        guard seen.insert(task.name).inserted else {
          throw reader.failure(at: "\(path).\(index)", "the task \(task.name) stands twice")
        }
      }
    }
  }

  private func checkTargetsAndSources() throws(Failure) {
    let tasks = Set(spec.tasks.map(\.name))
    for path in ["sources", "targets"] {
      for (index, element) in (spec[path].array ?? []).enumerated() {
        guard let name = element.text.map({ TaskDictionary.task($0)?.name ?? $0 }),
          name != TaskDictionary.random
        else { continue }
        guard tasks.contains(name) else {
          throw reader.failure(
            at: "\(path).\(index)", "\(name) is not among the tasks; add it to \"tasks\"")
        }
        guard path == "targets" || spec.task(name)?.isSource == true else {
          throw reader.failure(
            at: "\(path).\(index)",
            "\(name) has the role of a target only; no encoder is trained for it")
        }
      }
    }
    guard !spec.targets.isEmpty else {
      throw reader.failure(
        at: "tasks", "none of these tasks is a target; name one in \"targets\"")
    }
    guard !spec.sources.isEmpty else {
      throw reader.failure(at: "sources", "a map needs at least one source")
    }
  }

  private func checkData() throws(Failure) {
    let size = spec.data.size
    let needed = spec.network.imageSize
    guard size == needed else {
      throw reader.failure(
        at: "size",
        "the encoder \(spec.network.encoder.rawValue) takes images of \(needed) pixels, "
          + "\"size\" is \(size)")
    }
    if spec.data.kind == .images {
      try checkPhotoTasks()
    }
  }

  /// Photos come without labels but those that follow from their pixels.
  private func checkPhotoTasks() throws(Failure) {
    for (index, element) in (spec["tasks"].array ?? []).enumerated() {
      guard let task = TaskDictionary.task(element.text ?? ""), !task.isOfPixels else { continue }
      throw reader.failure(
        at: "tasks.\(index)",
        "photos have no labels for \(task.name); name in \"tasks\" some of "
          + TaskDictionary.all.filter(\.isOfPixels).map(\.name).joined(separator: ", ")
          + ", and define others yourself in \"define\"")
    }
  }
}
