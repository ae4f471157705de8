internal import Artifacts
internal import Documents
internal import Report
internal import TaskSpace

extension RunAnalysis {
  /// The pictures of every task that has some; for `targets` also those of its transfers.
  func pictures(comparing targets: [String]) throws(Failure) -> [TaskPictures] {
    var all: [TaskPictures] = []
    for task in spec.tasks {
      let own: [(String, String)] = [
        ("inputs", task.views == 1 ? "input" : "\(task.views) images"), ("truths", "truth"),
        ("pictures", "own network"),
      ]
      var strips: [SampleStrip] = []
      for (name, label) in own {
        guard let digest = losses.picture(name, of: .supervised, of: task.name) else { continue }
        let loss = name == "pictures" ? losses.meanLoss(.supervised, of: task.name) : nil
        strips.append(SampleStrip(label: label, loss: loss, png: try store.readIntact(digest)))
      }
      guard !strips.isEmpty else { continue }
      let others = targets.contains(task.name) ? try rivals(of: task.name) : []
      all.append(TaskPictures(task: task.name, strips: strips, rivals: others))
    }
    return all
  }

  /// The best transfer of each order into a target, the target's own encoder left out, and the
  /// network from scratch.
  private func rivals(of target: String) throws(Failure) -> [SampleStrip] {
    let transfers = losses.transfers(into: target).filter { $0.sources != [target] }
    var predictors: [(String, EvaluateRecipe.Predictor)] = []
    for order in Set(transfers.map(\.sources.count)).sorted() {
      let best = transfers.filter { $0.sources.count == order }.min { $0.meanLoss < $1.meanLoss }
      guard let best else { continue }
      predictors.append(("from " + best.sources.joined(separator: " + "), .transfer(best.sources)))
    }
    predictors.append((TaskDictionary.scratch, .scratch))
    var strips: [SampleStrip] = []
    for (label, predictor) in predictors {
      guard let digest = losses.picture("pictures", of: predictor, of: target) else { continue }
      strips.append(
        SampleStrip(
          label: label, loss: losses.meanLoss(predictor, of: target),
          png: try store.readIntact(digest)))
    }
    return strips
  }

  /// One target of each group: the map, or where there is none the vector, that its best transfer
  /// solves most clearly better than training from scratch does.
  func tellingTargets(_ scores: [TaskScores]) -> [String] {
    TaskDefinition.Group.allCases.compactMap { group in
      let targets = spec.targets.filter { $0.group == group }
      let maps = targets.filter { $0.target.isMap }
      return (maps.isEmpty ? targets : maps).map { target in
        (target.name, scores.first { $0.task == target.name }?.bestOverScratch ?? 0)
      }.max { $0.1 < $1.1 }?.0
    }
  }
}
