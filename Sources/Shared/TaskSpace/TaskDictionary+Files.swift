extension TaskDictionary {
  /// The classes of objects (ImageNet) of the released Taskonomy data.
  package static let releasedObjectCount = 1000
  /// The classes of scenes of the released Taskonomy data that are homes or workplaces.
  package static let releasedSceneCount = 63

  /// The semantic classes of the released Taskonomy data: background, and 16 kinds of objects.
  package static let releasedSemanticCount = 17

  /// The task called `name`, by its name or an alias, as data of `kind` have it; nil where there is
  /// none.
  ///
  /// The released data have other teachers, and so other classes, than rendered rooms.
  package static func task(_ name: String, of kind: DatasetReference.Kind) -> TaskDefinition? {
    guard let task = task(name), kind == .taskonomy else { return task(name) }
    switch task.name {
    case "class_object":
      return task.changed(.distribution(releasedObjectCount), .softCrossEntropy)
    case "class_scene": return task.changed(.distribution(releasedSceneCount), .softCrossEntropy)
    case "segment_semantic":
      return task.changed(.labels(classes: releasedSemanticCount), task.loss)
    default: return task
    }
  }
}

extension TaskDefinition {
  /// The same task with another target and loss.
  fileprivate func changed(_ target: TargetShape, _ loss: LossFunction) -> TaskDefinition {
    TaskDefinition(
      name: name, aliases: aliases, group: group, role: role, views: views, input: input,
      target: target, loss: loss, summary: summary)
  }
}
