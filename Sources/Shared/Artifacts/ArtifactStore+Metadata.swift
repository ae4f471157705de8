package import Documents

extension ArtifactStore {
  /// The texts in the header of a safetensors file, whose numbers are not read.
  ///
  /// - Throws: `Failure`: missingInput where the artifact is not there, data where its header is
  ///   damaged, io.
  package func metadata(of digest: Digest) throws(Failure) -> [String: String] {
    let start = try read(digest, 0..<8)
    let size = start.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard size <= UInt64(Safetensors.largestHeader) else {
      throw Failure(.data, "artifact \(digest.short) is no safetensors file")
    }
    return try Safetensors.metadata(inHeader: try read(digest, 0..<8 + Int(size)))
  }
}
