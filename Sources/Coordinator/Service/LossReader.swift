package import Artifacts
package import Documents

/// Reads the losses that evaluations left behind.
package enum LossReader {
  /// One loss per test image, from the artifact called `digest`; NaN for an image without a label,
  /// of which there is at least one with.
  ///
  /// - Throws: `Failure`: missingInput or io where it cannot be read, data where it is malformed.
  package static func losses(_ digest: Digest, in store: ArtifactStore) throws(Failure) -> [Double]
  {
    let file = try Safetensors(decoding: store.readIntact(digest))
    guard let tensor = file.tensors.first(where: { $0.name == "losses" }),
      let values = tensor.floats, values.contains(where: \.isFinite),
      !values.contains(where: \.isInfinite)
    else { throw Failure(.data, "artifact \(digest.short) holds no finite losses") }
    return values.map { Double($0) }
  }
}
