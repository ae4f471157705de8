package import Documents

/// What a job gave.
package struct JobResult: Hashable, Sendable {
  /// One artifact that a job made.
  package struct Output: Hashable, Sendable {
    /// What it is: `statistics`, `network`, `representation`, `readout`, `losses`, `pictures`.
    package let name: String
    /// SHA-256 of its bytes.
    package let digest: Digest
    /// Its size in bytes.
    package let size: Int
    /// Whether it stays in the worker's cache instead of going to the coordinator.
    package let isTemporary: Bool

    /// Makes an output.
    package init(name: String, digest: Digest, size: Int, isTemporary: Bool) {
      self.name = name
      self.digest = digest
      self.size = size
      self.isTemporary = isTemporary
    }
  }

  /// The artifacts, at most a handful.
  package let outputs: [Output]
  /// Figures for people, such as the mean loss; sorted by name.
  package let metrics: [Metric]

  /// One figure.
  package struct Metric: Hashable, Sendable {
    /// What it measures.
    package let name: String
    /// Its value.
    package let value: Double

    /// Makes a figure.
    package init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Makes a result.
  package init(outputs: [Output], metrics: [Metric]) {
    self.outputs = outputs
    self.metrics = metrics
  }

  /// The output called `name`; nil where there is none.
  package func output(_ name: String) -> Output? { outputs.first { $0.name == name } }

  /// The result as JSON, as the journal keeps it.
  package var json: JSON {
    [
      "outputs": .array(
        outputs.map { output in
          [
            "name": .string(output.name), "digest": .string(output.digest.description),
            "size": .number(Double(output.size)), "temporary": .bool(output.isTemporary),
          ]
        }),
      "metrics": .object(metrics.map { .init($0.name, .number($0.value)) }),
    ]
  }

  /// Reads what `json` wrote.
  ///
  /// - Throws: `Failure` (data) where a member is missing or malformed.
  package init(json: JSON) throws(Failure) {
    var outputs: [Output] = []
    for output in json["outputs"]?.array ?? [] {
      guard let digest = Digest(hexadecimal: try output.required("digest")),
        let isTemporary = output["temporary"]?.bool
      else { throw Failure(.data, "malformed output of a job") }
      outputs.append(
        Output(
          name: try output.required("name"), digest: digest,
          size: try output.requiredInteger("size"), isTemporary: isTemporary))
    }
    let metrics = (json["metrics"]?.members ?? []).compactMap { member in
      member.value.number.map { Metric(member.name, $0) }
    }
    self.init(outputs: outputs, metrics: metrics)
  }
}
