internal import Artifacts
internal import Documents
internal import Jobs
internal import Kernels
internal import TaskSpace

/// A run that has ended, by the files that it left in a state folder.
///
/// Only files are read, so a coordinator may be at work on the folder or not.
struct PublishedRun {
  /// The networks.
  let models: ModelList
  private let store: ArtifactStore

  /// Finds the run that `text` means: an id, a unique prefix, or `last`.
  ///
  /// - Throws: `Failure`: missingInput where there is none, data where its list is damaged.
  init(_ text: String, in state: String) throws(Failure) {
    var lists: [ModelList] = []
    for name in Files.names(in: "\(state)/runs") {
      let path = "\(state)/runs/\(name)/\(ModelList.fileName)"
      guard Files.exists(path) else { continue }
      do throws(Failure) {
        lists.append(try ModelList(json: JSON(reading: Files.readText(path))))
      } catch {
        throw Failure(error.code, "\(path): \(error.message)")
      }
    }
    guard !lists.isEmpty else {
      throw Failure(
        .missingInput,
        "no run in \(state) has ended; name its folder with --state, or wait for the run")
    }
    lists.sort { ($0.created, $0.run) < ($1.created, $1.run) }
    let id: String
    do throws(Failure) {
      id = try RunSelector.find(text, among: lists.map(\.run))
    } catch {
      throw Failure(error.code, "\(error.message) (of the runs in \(state) that have ended)")
    }
    guard let models = lists.first(where: { $0.run == id }) else {
      preconditionFailure("the selector chooses one of these")
    }
    self.models = models
    store = try ArtifactStore(folder: "\(state)/artifacts", isDurable: false)
  }

  /// The supervised networks of `tasks`, by name or alias, that take one image; all where none is
  /// named.
  ///
  /// - Throws: `Failure` (missingInput) where one is not there.
  func choose(_ tasks: [String]) throws(Failure) -> [ModelList.Model] {
    let usable = models.models.filter { model in
      model.role == ModelList.Model.supervised && model.views == 1
    }
    guard !tasks.isEmpty else {
      guard !usable.isEmpty else {
        throw Failure(
          .missingInput, "the run \(models.run) has no network of a task that takes one image")
      }
      return usable
    }
    var chosen: [ModelList.Model] = []
    for name in tasks {
      let known = TaskDictionary.task(name)?.name ?? name
      guard let model = usable.first(where: { $0.task == known }) else {
        throw Failure(
          .missingInput,
          "the run \(models.run) has no network of '\(name)' for one image; it has "
            + usable.map(\.name).joined(separator: ", "))
      }
      if !chosen.contains(model) { chosen.append(model) }
    }
    return chosen
  }

  /// A network, ready to be used.
  ///
  /// - Throws: `Failure`: missingInput where its file is gone, data where it is damaged.
  func network(_ model: ModelList.Model, on backend: any Backend) throws(Failure) -> TrainedNetwork
  {
    let content = try store.read(model.digest)
    guard Digest(of: content) == model.digest else {
      throw Failure(
        .data, "\(store.path(of: model.digest)) is damaged: it is not what the run has made")
    }
    return try TrainedNetwork(reading: content, name: model.name, on: backend)
  }
}
