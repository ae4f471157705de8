/// One visual task: what goes in, what comes out, and how well that is judged.
package struct TaskDefinition: Hashable, Sendable {
  /// The groups that the paper finds in its task tree (section 6.6 of the method).
  package enum Group: String, Hashable, Sendable, CaseIterable {
    case flat = "2D"
    case surface = "3D"
    case geometric = "geometric"
    case semantic = "semantic"
  }

  /// What a task may be in a taxonomy.
  package enum Role: String, Hashable, Sendable {
    /// A source and a target.
    case both
    /// Only a source: nobody wants it solved for its own sake.
    case source
    /// Only a target: there are too few labels to train an encoder.
    case target
  }

  /// The task's name, as users of the pretrained models know it.
  package let name: String
  /// Older names of the same task, from the original code and its result files.
  package let aliases: [String]
  /// The group to which the paper's tree assigns it.
  package let group: Group
  /// Whether it is a target by default.
  package let role: Role
  /// How many images of a scene it takes: 1, 2 or 3.
  package let views: Int
  /// What is done to the image first.
  package let input: InputVariant
  /// What is predicted.
  package let target: TargetShape
  /// How a prediction is judged.
  package let loss: LossFunction
  /// One sentence for people.
  package let summary: String

  /// Whether it is a target by default.
  package var isTarget: Bool { role != .source }

  /// Whether its encoder may be a source.
  package var isSource: Bool { role != .target }
}
