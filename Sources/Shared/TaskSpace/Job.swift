package import Documents

/// A recipe with the jobs whose results it uses.
package struct Job: Hashable, Sendable {
  /// A job whose result another one uses, and as what.
  package struct Dependency: Hashable, Sendable {
    /// What the result is used as: `statistics`, `network`, `representation.normal`, `readout`, ...
    package let role: String
    /// The identity of the job that makes it.
    package let identity: Digest

    /// Makes a dependency.
    package init(_ role: String, on identity: Digest) {
      self.role = role
      self.identity = identity
    }
  }

  /// What the job does.
  package let recipe: Recipe
  /// The jobs whose results it uses.
  package let dependencies: [Dependency]
  /// The arithmetic it is done in.
  package let numerics: NumericsClass
  /// SHA-256 of kind, canonical recipe, dependencies' identities and arithmetic: known before
  /// anything runs.
  package let identity: Digest

  /// Makes a job with the identity that was computed when it was made first.
  ///
  /// For those who only look at many jobs; who acts on them makes the identity anew.
  package init(
    _ recipe: Recipe, after dependencies: [Dependency], numerics: NumericsClass,
    keptIdentity: Digest
  ) {
    self.recipe = recipe
    self.dependencies = dependencies
    self.numerics = numerics
    identity = keptIdentity
  }

  /// Makes a job and its identity.
  package init(_ recipe: Recipe, after dependencies: [Dependency], numerics: NumericsClass) {
    self.recipe = recipe
    self.dependencies = dependencies
    self.numerics = numerics
    identity = Self.identity(recipe, dependencies, numerics)
  }

  /// Whether this program gives the job the identity that it has.
  package var isKnownRightly: Bool {
    identity == Self.identity(recipe, dependencies, numerics)
  }

  private static func identity(
    _ recipe: Recipe, _ dependencies: [Dependency], _ numerics: NumericsClass
  ) -> Digest {
    let description: JSON = [
      "recipe": recipe.json,
      "dependencies": .array(
        dependencies.map { [.string($0.role), .string($0.identity.description)] }),
      "numerics": .string(numerics.name),
      "version": .number(Double(NumericsClass.version)),
    ]
    return Digest(of: description.text(.canonical))
  }
}
