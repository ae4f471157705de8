package import Documents
internal import Peers
internal import TaskSpace
package import Wire

/// Who does what next.
extension Scheduler {
  /// Why a worker cannot take a job now.
  package enum Obstacle: Hashable, Sendable {
    /// It takes no more work.
    case leaving
    /// Its connection broke.
    case away
    /// It does not offer the job's arithmetic.
    case numerics(offered: [String])
    /// It has no such files: none of this name, or others.
    case data(name: String, wanted: Digest?, held: Digest?)
    /// All its slots are taken.
    case busy
    /// It runs, or the job is, something that killed workers before and must run alone.
    case isolation
    /// Its cache lacks an artifact that lies only in caches.
    case missing(Digest)
  }

  mutating func assign() {
    guard !isStopping else { return }
    expandReadyNodes()
    remakeLostInputs()
    var assignments: [(worker: Int, assignment: Assignment)] = []
    for position in ready where workers.contains(where: hasFreeSlot) {
      guard let worker = bestWorker(for: position) else { continue }
      assignments.append((worker, give(position, to: worker)))
    }
    for worker in workers.indices {
      let list = assignments.filter { $0.worker == worker }.map(\.assignment)
      if !list.isEmpty { send(workers[worker].session, .assign(list)) }
    }
  }

  private func hasFreeSlot(_ worker: WorkerRecord) -> Bool {
    !worker.isLeaving && !worker.isAway && worker.running.count < worker.hello.slots
  }

  /// The worker that lacks the fewest bytes of a job's inputs, then the one with most free slots.
  private func bestWorker(for position: Int) -> Int? {
    var best: (worker: Int, held: Int, free: Int)?
    for worker in workers.indices where obstacle(position, worker) == nil {
      let cache = holdings[workers[worker].hello.cache] ?? []
      let held = inputs(of: position).reduce(0) { $0 + (cache.contains($1.digest) ? $1.size : 0) }
      let free = workers[worker].hello.slots - workers[worker].running.count
      if let known = best, (known.held, known.free) >= (held, free) { continue }
      best = (worker, held, free)
    }
    return best?.worker
  }

  /// What keeps a worker from taking a job; nil where nothing does.
  package func obstacle(_ position: Int, _ worker: Int) -> Obstacle? {
    let record = workers[worker]
    if record.isLeaving { return .leaving }
    if record.isAway { return .away }
    guard record.hello.numerics.contains(jobs[position].job.numerics.name) else {
      return .numerics(offered: record.hello.numerics)
    }
    if let lacking = lacking(jobs[position].job.recipe, record.hello) { return lacking }
    if record.running.count >= record.hello.slots { return .busy }
    let isIsolated = record.running.contains { jobs[$0].isSuspect }
    if isIsolated || (jobs[position].isSuspect && !record.running.isEmpty) { return .isolation }
    let cache = holdings[record.hello.cache] ?? []
    if let lost = inputs(of: position).first(where: { $0.isBound && !cache.contains($0.digest) }) {
      return .missing(lost.digest)
    }
    return nil
  }

  /// The first dataset of files that a job needs and a worker does not have.
  private func lacking(_ recipe: Recipe, _ hello: WorkerHello) -> Obstacle? {
    for (name, wanted) in recipe.data?.files ?? [] {
      let held = hello.datasets.filter { $0.name == name }.map(\.manifest)
      guard let wanted, held.contains(wanted) else {
        return .data(name: name, wanted: wanted, held: held.first)
      }
    }
    return nil
  }

  private mutating func give(_ position: Int, to worker: Int) -> Assignment {
    jobs[position].attempt += 1
    move(position, to: .running)
    jobs[position].lease = .init(worker: workers[worker].name, since: now, isInherited: false)
    workers[worker].running.append(position)
    effects.append(
      .journal(
        .startAttempt(
          reference(position), worker: workers[worker].name,
          hardware: workers[worker].hello.hardware)))
    return Assignment(
      reference: reference(position), recipe: jobs[position].job.recipe.json.text(),
      numerics: jobs[position].job.numerics.name,
      inputs: inputs(of: position),
      checkpoint: jobs[position].checkpoint.map {
        .init(role: "checkpoint", digest: $0, size: 0, isTemporary: false)
      })
  }

  /// The artifacts that a running attempt was told to read; none where it does not run any more.
  package func inputs(of reference: AttemptReference) -> Set<Digest> {
    guard isCurrent(reference), let position = positions[reference.job] else { return [] }
    return Set(inputs(of: position).map(\.digest) + [jobs[position].checkpoint].compactMap(\.self))
  }

  /// The artifacts that a job reads: of each job that it depends on, the first output.
  func inputs(of position: Int) -> [Assignment.Input] {
    jobs[position].job.dependencies.compactMap { dependency in
      guard let maker = positions[dependency.identity],
        let output = jobs[maker].result?.outputs.first
      else { return nil }
      return .init(
        role: dependency.role, digest: output.digest, size: output.size,
        isTemporary: output.isTemporary)
    }
  }

  // MARK: What the coordinator does itself

  private mutating func expandReadyNodes() {
    for position in ready where jobs[position].job.recipe.kind.runsOnCoordinator {
      jobs[position].attempt += 1
      move(position, to: .running)
      jobs[position].lease = .init(
        worker: Self.coordinatorName, since: now, isInherited: false)
      effects.append(
        .journal(
          .startAttempt(reference(position), worker: Self.coordinatorName, hardware: "")))
      effects.append(
        .expand(
          reference(position), jobs[position].job,
          rankers: inputs(of: position).filter {
            $0.role.hasPrefix("losses.") || $0.role == "estimates"
          }))
    }
  }

  /// Has artifacts made again that a ready job needs and no connected worker's cache holds.
  private mutating func remakeLostInputs() {
    guard !workers.isEmpty, now - started > settings.grace else { return }
    let present = Set(workers.map(\.hello.cache))
    for position in ready where jobs[position].isBound {
      for input in inputs(of: position) where input.isBound {
        let isHeld = present.contains { holdings[$0]?.contains(input.digest) == true }
        guard !isHeld, let maker = makers[input.digest], jobs[maker].state == .succeeded else {
          continue
        }
        move(maker, to: .waiting, reason: "its output lies with no worker that is here")
        refresh(maker)
      }
    }
  }
}

extension Assignment.Input {
  /// Whether the artifact binds its reader to the cache that holds it.
  ///
  /// Representations do not: any worker makes them anew from encoder and images.
  var isBound: Bool { isTemporary && !role.hasPrefix("representation.") }
}
