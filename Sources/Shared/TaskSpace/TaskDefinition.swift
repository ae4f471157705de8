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
  /// What is done to the first image.
  package let input: InputVariant
  /// The images besides the first one that its samples are made of; where there are more of them
  /// than `views` - 1, each sample has one of them.
  package let further: [InputVariant]
  /// What is predicted.
  package let target: TargetShape
  /// How a prediction is judged.
  package let loss: LossFunction
  /// One sentence for people.
  package let summary: String

  /// Makes a task that takes `views` images of a room.
  init(
    name: String, aliases: [String], group: Group, role: Role, views: Int, input: InputVariant,
    further: [InputVariant] = [], target: TargetShape, loss: LossFunction, summary: String
  ) {
    precondition(
      views > 1 ? further.count >= views - 1 : further.isEmpty, "\(name) has all its images")
    self.name = name
    self.aliases = aliases
    self.group = group
    self.role = role
    self.views = views
    self.input = input
    self.further = further
    self.target = target
    self.loss = loss
    self.summary = summary
  }

  /// Whether it is a target by default.
  package var isTarget: Bool { role != .source }

  /// Whether its encoder may be a source.
  package var isSource: Bool { role != .target }

  /// The images of a room that its samples are made of: what sources have to represent for it.
  package var encodings: [InputVariant] { [input] + further }

  /// How many samples a room makes: where there is an image to spare, one with each of its two
  /// second images.
  package var turns: Int { encodings.count - views + 1 }

  /// The roles in which its transfers use the representations of `source`, in the order of
  /// `encodings`.
  package func representationRoles(of source: String) -> [String] {
    ["representation.\(source)"] + further.map { Self.role(of: source, $0) }
  }

  /// Every role in which a transfer may use something of `source`.
  package static func roles(of source: String) -> [String] {
    ["network.\(source)", "representation.\(source)"]
      + InputVariant.furtherViews.map { role(of: source, $0) }
  }

  private static func role(of source: String, _ view: InputVariant) -> String {
    "representation.\(source).\(view.rawValue)"
  }
}
