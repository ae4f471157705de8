internal import Documents
internal import Service
internal import TaskSpace
internal import Terminal

/// The options that say which files a spec's datasets have.
enum DataOptions {
  static let options: [Option] = [
    .value(
      "data", "NAME=DIR", "Where the files of a dataset lie on this machine.", isRepeated: true),
    .value(
      "manifest", "FILE", "Which files a dataset has, as 'worker check-data' wrote it.",
      isRepeated: true),
  ]

  /// `spec` with the manifests of its datasets filled in.
  ///
  /// - Throws: `Failure`: missingInput where one of them is not known; usage where an option names a
  ///   dataset that the spec does not use.
  static func fill(_ spec: JobSpec, _ arguments: Arguments) throws(Failure) -> JobSpec {
    var manifests: [(name: String, digest: Digest)] = []
    for path in arguments.texts("manifest") {
      let manifest = try Manifest(text: try Files.readText(path), file: path)
      manifests.append((manifest.name, manifest.digest))
    }
    for (name, folder) in try arguments.pairs("data", separatesAtCommas: false) {
      let manifest = try Manifest(name: name, folder: folder)
      if !manifests.contains(where: { $0.name == name }) {
        manifests.append((name, manifest.digest))
      }
    }
    for (name, _) in manifests where !spec.datasets.contains(name) {
      let used = spec.datasets.joined(separator: ", ")
      throw Failure(
        .usage,
        "this spec uses no dataset called '\(name)'"
          + (used.isEmpty ? "; its images are rendered" : ", but \(used)"))
    }
    let filled = manifests.isEmpty ? spec : try spec.resting(on: manifests)
    if let name = filled.missingManifests.first { throw Submission.missing(name, of: filled) }
    return filled
  }

  /// The words that tell a worker the same.
  static func words(_ arguments: Arguments) -> [String] {
    ["data", "manifest"].flatMap { name in
      arguments.texts(name).flatMap { ["--\(name)", $0] }
    }
  }
}
