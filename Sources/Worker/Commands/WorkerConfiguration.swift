internal import Datasets
internal import Documents
internal import Terminal
internal import Wire

/// What the command line asks of a worker.
struct WorkerConfiguration {
  let address: CoordinatorAddress
  let slots: Int
  let cacheFolder: String
  let cacheLimits: CacheLimits
  /// The worker's name; nil where it follows from its machine and cache.
  let name: String?
  let patience: Int
  /// Seconds between the checkpoints of a training.
  let checkpointInterval: Double
  let idleLimit: Int?
  let datasets: [DatasetFolder]

  init(_ arguments: Arguments) throws(Failure) {
    address = try CoordinatorAddress(arguments)
    slots = try arguments.integerIfGiven("slots", in: 1...1024) ?? Processor.usableCores
    cacheFolder = arguments.textIfGiven("cache") ?? Self.defaultCacheFolder
    cacheLimits = CacheLimits(
      dividing: try arguments.integer("cache-size", in: 1...100_000) << 30)
    name = arguments.textIfGiven("name")
    if let name, name.isEmpty || name.asLine(upTo: MessageLimits.nameBytes) != name {
      throw arguments.failure(
        "--name takes 1 to \(MessageLimits.nameBytes) bytes of printable characters")
    }
    datasets = try DatasetOption.folders(arguments, manifests: arguments.texts("manifest"))
    patience = try arguments.integer("patience", in: 1...1_000_000) * 1_000
    checkpointInterval = Double(try arguments.integer("checkpoint-every", in: 0...86_400))
    idleLimit = try arguments.integerIfGiven("leave-when-idle", in: 1...1_000_000).map {
      $0 * 1_000
    }
  }

  /// The folder of the XDG Base Directory Specification, or its usual place.
  static var defaultCacheFolder: String {
    if let folder = Environment.value("XDG_CACHE_HOME"), folder.hasPrefix("/") {
      return "\(folder)/taskmap"
    }
    return (Environment.value("HOME") ?? "/tmp") + "/.cache/taskmap"
  }
}
