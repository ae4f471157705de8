package import Artifacts
package import Documents
internal import Taxonomy
package import Wire

/// Ranks the sources of a target by their first-order affinities.
package enum LossRanking {
  /// The sources, best first; equal affinities keep the order of their names.
  ///
  /// - Parameters:
  ///   - target: the target.
  ///   - losses: the losses of the first-order transfers, in roles `losses.SOURCE`.
  /// - Throws: `Failure` where losses are missing, malformed or of different lengths.
  package static func ranking(
    target: String, losses: [Assignment.Input], in store: ArtifactStore
  ) throws(Failure) -> [String] {
    var entrants: [Transfer] = []
    var rows: [[Double]] = []
    for input in losses {
      let source = String(input.role.dropFirst("losses.".count))
      let row = try LossReader.losses(input.digest, in: store)
      guard rows.isEmpty || row.count == rows[0].count else {
        throw Failure(.data, "the losses of \(source) -> \(target) are of other images")
      }
      entrants.append(Transfer(sources: [source], target: target))
      rows.append(row)
    }
    guard entrants.count > 1 else { return entrants.map(\.label) }
    var options = AffinityOptions()
    options.resamples = 0
    let known = LabelledImages(of: rows)
    let table = LossTable([
      .init(
        target: target, entrants: entrants, images: known.places.map(String.init),
        losses: known.losses)
    ])
    do {
      let affinities = try Affinities(table, options: options).table
      return entrants.map { ($0.label, affinities[$0] ?? 0) }
        .sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.software, "ranking the sources of \(target): \(error)")
    }
  }
}
