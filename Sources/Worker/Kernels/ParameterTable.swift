package import Architectures
package import Documents

/// Where each tensor of a network lies in one flat array: the trained ones first, then the
/// running statistics.
package struct ParameterTable: Sendable {
  /// Every tensor, in the order of the description.
  package let parameters: [Parameter]
  /// The first index of each tensor in the flat array.
  package let offsets: [Int]
  /// The number of trained values.
  package let trainedCount: Int
  /// The number of all values.
  package let count: Int

  /// The table of `network`.
  package init(_ network: NetworkDescription) {
    parameters = network.parameters
    trainedCount = network.parameterCount
    var next = (trained: 0, running: trainedCount)
    var offsets: [Int] = []
    for parameter in parameters {
      if parameter.isTrained {
        offsets.append(next.trained)
        next.trained += parameter.count
      } else {
        offsets.append(next.running)
        next.running += parameter.count
      }
    }
    self.offsets = offsets
    count = next.running
  }

  /// The first index of the tensor of `role` of layer `layer`; nil where there is none.
  package func offset(layer: Int, role: Parameter.Role) -> Int? {
    parameters.firstIndex { $0.layer == layer && $0.role == role }.map { offsets[$0] }
  }

  /// The tensors of the flat array `values`.
  package func tensors(of values: UnsafePointer<Float>) -> [NamedTensor] {
    parameters.indices.map { index in
      let parameter = parameters[index]
      return NamedTensor(
        name: parameter.name, shape: parameter.shape,
        values: Array(
          UnsafeBufferPointer(start: values + offsets[index], count: parameter.count)))
    }
  }

  /// The two moments of the trained tensors, named `first/NAME` and `second/NAME`.
  package func moments(
    first: UnsafePointer<Float>, second: UnsafePointer<Float>
  ) -> [NamedTensor] {
    [("first", first), ("second", second)].flatMap { prefix, values in
      parameters.indices.filter { parameters[$0].isTrained }.map { index in
        NamedTensor(
          name: "\(prefix)/\(parameters[index].name)", shape: parameters[index].shape,
          values: Array(
            UnsafeBufferPointer(start: values + offsets[index], count: parameters[index].count)))
      }
    }
  }

  /// Fills the flat array `values` from `tensors`, which hold exactly the tensors of this table.
  package func fill(
    _ values: UnsafeMutablePointer<Float>, from tensors: [NamedTensor]
  ) throws(Failure) {
    try fill(values, from: tensors, indices: Array(parameters.indices), prefix: "")
  }

  /// Fills both moments from the tensors that `moments` wrote.
  package func fillMoments(
    first: UnsafeMutablePointer<Float>, second: UnsafeMutablePointer<Float>,
    from tensors: [NamedTensor]
  ) throws(Failure) {
    let trained = parameters.indices.filter { parameters[$0].isTrained }
    guard tensors.count == 2 * trained.count else {
      throw Failure(
        .data,
        "the checkpoint has \(tensors.count) moments where the network has \(2 * trained.count);"
          + " it belongs to another network")
    }
    let half = tensors.count / 2
    try fill(first, from: Array(tensors[..<half]), indices: trained, prefix: "first/")
    try fill(second, from: Array(tensors[half...]), indices: trained, prefix: "second/")
  }

  private func fill(
    _ values: UnsafeMutablePointer<Float>, from tensors: [NamedTensor], indices: [Int],
    prefix: String
  ) throws(Failure) {
    var byName: [String: NamedTensor] = [:]
    for tensor in tensors { byName[tensor.name] = tensor }
    guard byName.count == indices.count else {
      throw Failure(
        .data,
        "\(byName.count) tensors are given where the network has \(indices.count);"
          + " they belong to another network")
    }
    for index in indices {
      let parameter = parameters[index]
      guard let tensor = byName[prefix + parameter.name], tensor.shape == parameter.shape else {
        throw Failure(
          .data,
          "the tensor \(prefix + parameter.name) of shape \(parameter.shape) is missing or has"
            + " another shape; the weights belong to another network")
      }
      for (place, value) in tensor.values.enumerated() { values[offsets[index] + place] = value }
    }
  }
}
