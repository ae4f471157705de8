package import Documents

/// A job that a worker shall do now.
package struct Assignment: Hashable, Sendable {
  /// An artifact that the job reads.
  package struct Input: Hashable, Sendable {
    /// What it is used as: `statistics`, `network.normal`, `representation.normal`, ...
    package let role: String
    /// Its name.
    package let digest: Digest
    /// Its size in bytes.
    package let size: Int
    /// Whether it lies in workers' caches instead of with the coordinator.
    package let isTemporary: Bool

    /// Makes an input.
    package init(role: String, digest: Digest, size: Int, isTemporary: Bool) {
      self.role = role
      self.digest = digest
      self.size = size
      self.isTemporary = isTemporary
    }
  }

  /// Which try at which job.
  package let reference: AttemptReference
  /// The recipe, as JSON text.
  package let recipe: String
  /// The class of arithmetic.
  package let numerics: String
  /// What the job reads.
  package let inputs: [Input]
  /// The newest checkpoint of an earlier attempt.
  package let checkpoint: Input?

  /// Makes an assignment.
  package init(
    reference: AttemptReference, recipe: String, numerics: String, inputs: [Input],
    checkpoint: Input?
  ) {
    self.reference = reference
    self.recipe = recipe
    self.numerics = numerics
    self.inputs = inputs
    self.checkpoint = checkpoint
  }
}

extension Assignment: Packable {
  package var packedValue: PackedValue {
    .array([
      reference.packedValue, .text(recipe), .text(numerics), .list(inputs),
      checkpoint?.packedValue ?? .null,
    ])
  }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, parts.count == 5,
      let reference = AttemptReference(parts[0]), let recipe = parts[1].text,
      let numerics = parts[2].text, let inputs: [Input] = parts[3].list()
    else { return nil }
    let checkpoint = Input(parts[4])
    guard checkpoint != nil || parts[4] == .null else { return nil }
    self.init(
      reference: reference, recipe: recipe, numerics: numerics, inputs: inputs,
      checkpoint: checkpoint)
  }
}

extension Assignment.Input: Packable {
  package var packedValue: PackedValue {
    .array([.text(role), digest.packedValue, .integer(size), .bool(isTemporary)])
  }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, parts.count == 4, let role = parts[0].text,
      let digest = Digest(parts[1]), let size = parts[2].integer, size >= 0,
      let isTemporary = parts[3].bool
    else { return nil }
    self.init(role: role, digest: digest, size: size, isTemporary: isTemporary)
  }
}
