internal import Artifacts
internal import Documents
internal import Kernels

/// The tensors of networks, statistics and losses with texts about them, as a safetensors file.
///
/// Equal tensors and texts give equal bytes: the tensors are sorted by name.
struct TensorFile {
  /// The tensors, sorted by name.
  let tensors: [NamedTensor]
  private let texts: [String: String]

  init(tensors: [NamedTensor], texts: [String: String]) {
    self.tensors = tensors.sorted { $0.name < $1.name }
    self.texts = texts
  }

  /// The text called `name`; nil where there is none.
  subscript(name: String) -> String? { texts[name] }

  /// The tensor called `name`; nil where there is none.
  func tensor(_ name: String) -> NamedTensor? { tensors.first { $0.name == name } }

  /// The tensors whose names begin with `prefix`.
  func tensors(_ prefix: String) -> [NamedTensor] {
    tensors.filter { $0.name.hasPrefix(prefix) }
  }

  /// The file's bytes.
  func content() throws(Failure) -> [UInt8] {
    try Safetensors(
      metadata: texts,
      tensors: tensors.map { Tensor($0.name, shape: $0.shape, $0.values) }
    ).encoded()
  }

  /// Reads what `content` gave; `name` is for messages.
  ///
  /// - Throws: `Failure` (data) where the bytes are no such file.
  init(reading content: [UInt8], name: String) throws(Failure) {
    let file: Safetensors
    do {
      file = try Safetensors(decoding: content)
    } catch {
      throw Failure(.data, "the artifact \(name) is damaged: \(error.message)")
    }
    var tensors: [NamedTensor] = []
    for tensor in file.tensors {
      guard let values = tensor.floats else {
        throw Failure(.data, "\(tensor.name) of the artifact \(name) has no 32-bit floats")
      }
      tensors.append(NamedTensor(name: tensor.name, shape: tensor.shape, values: values))
    }
    self.init(tensors: tensors, texts: file.metadata)
  }
}
