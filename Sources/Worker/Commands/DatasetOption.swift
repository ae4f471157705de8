internal import Datasets
internal import Documents
internal import TaskSpace
internal import Terminal

/// The options that say where datasets of files lie.
enum DatasetOption {
  static let data = Option.value(
    "data", "NAME=DIR", "Where the files of a dataset lie.", isRepeated: true)
  static let manifests = Option.value(
    "manifest", "FILE", "What files a dataset must have, as check-data wrote it.",
    isRepeated: true)

  /// The folders that the options name.
  ///
  /// - Throws: `Failure`: missingInput where one is missing, data where it has other files than its
  ///   manifest.
  static func folders(
    _ arguments: Arguments, manifests paths: [String]
  ) throws(Failure) -> [DatasetFolder] {
    var manifests: [String: Manifest] = [:]
    for path in paths {
      let manifest = try Manifest(text: try Files.readText(path), file: path)
      manifests[manifest.name] = manifest
    }
    var folders: [DatasetFolder] = []
    for (name, path) in try arguments.pairs("data", separatesAtCommas: false) {
      folders.append(try DatasetFolder(name: name, path: path, manifest: manifests[name]))
    }
    return folders
  }
}
