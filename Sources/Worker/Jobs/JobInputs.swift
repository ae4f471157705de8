internal import Documents

/// The inputs of a job, by their roles.
struct JobInputs {
  private let inputs: [JobInput]

  init(_ inputs: [JobInput]) { self.inputs = inputs }

  /// The input of `role`; nil where there is none.
  subscript(role: String) -> JobInput? { inputs.first { $0.role == role } }

  /// The input of `role`.
  ///
  /// - Throws: `Failure` (software) where the graph of jobs forgot it.
  func required(_ role: String) throws(Failure) -> JobInput {
    guard let input = self[role] else {
      let roles = inputs.map(\.role).joined(separator: ", ")
      throw Failure(.software, "a job needs \"\(role)\" but was given only: \(roles)")
    }
    return input
  }

  /// The tensors of the input of `role`.
  func tensors(_ role: String) throws -> TensorFile {
    let input = try required(role)
    return try TensorFile(reading: try input.content(), name: role)
  }
}
