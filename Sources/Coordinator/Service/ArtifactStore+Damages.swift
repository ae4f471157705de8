internal import Artifacts
internal import Documents

extension ArtifactStore {
  /// Whether the artifact is there as it was made; reads all of it.
  ///
  /// A damaged one is removed, so that it counts as lost and its job is done again.
  func isStoredIntact(_ digest: Digest) -> Bool {
    guard contains(digest) else { return false }
    // What cannot be read is as good as damaged.
    if (try? isIntact(digest)) == true { return true }
    remove(digest)
    Diagnostics.report(
      "\(path(of: digest)) was damaged and is removed; its job is done again where it is needed")
    return false
  }
}
