internal import Artifacts
internal import Datasets
internal import Documents
internal import Jobs
internal import Kernels
internal import Peers
internal import TaskSpace
internal import Wire

/// One attempt at one job, from its inputs to its outcome, on a thread of its own.
struct JobExecution: Sendable {
  let assignment: Assignment
  let job: RunningJob
  let cache: WorkerCache
  let limits: CacheLimits
  /// The datasets of files that this worker has.
  let datasets: [DatasetFolder]
  /// What this worker computes with, one a class of arithmetic.
  let backends: [any Backend]
  /// Seconds between the checkpoints of a training.
  let checkpointInterval: Double
  let mailbox: Mailbox
  let log: ActivityLog

  /// Does the job and tells the conversation how it ended.
  func run() {
    let begin = Monotonic.now
    let title: String
    let outcome: Outcome
    do throws(Failure) {
      let recipe = try Recipe(json: JSON(reading: assignment.recipe))
      title = recipe.title
      outcome = perform(recipe, since: begin)
    } catch {
      title = assignment.reference.description
      outcome = .failure(error.message)
    }
    log.note(Self.line(title, outcome, seconds: Self.seconds(since: begin)))
    mailbox.post(.event(.finished(assignment.reference, outcome)))
    let dropped = cache.trim()
    if !dropped.isEmpty { mailbox.post(.event(.dropped(dropped))) }
  }

  private func perform(_ recipe: Recipe, since begin: Instant) -> Outcome {
    do throws(JobObstacle) {
      let supply = InputSupply(
        assignment: assignment, job: job, cache: cache, mailbox: mailbox)
      let inputs = try supply.inputs()
      let environment = try environment(supply)
      let (products, metrics): ([JobProduct], [JobResult.Metric])
      do throws(JobError) {
        (products, metrics) = try JobRunner.run(recipe, inputs: inputs, in: environment)
      } catch {
        throw supply.obstacle ?? JobObstacle(error)
      }
      let outputs = try store(products)
      let result = JobResult(outputs: outputs, metrics: metrics)
      return .success(result, seconds: Self.seconds(since: begin))
    } catch {
      switch error {
      case .missingInputs(let digests): return .missingInputs(digests)
      case .stopped: return .stopped
      case .failed(let failure) where failure.code == .io:
        // Our disk is full or broken, and another machine's is not: the job is not to blame.
        mailbox.post(.broken(failure))
        return .stopped
      case .failed(let failure): return .failure(failure.message)
      }
    }
  }

  private func environment(_ supply: InputSupply) throws(JobObstacle) -> JobEnvironment {
    guard let backend = backends.first(where: { $0.numericsClass == assignment.numerics }) else {
      throw .failed(
        Failure(.software, "this worker does not offer the arithmetic \(assignment.numerics)"))
    }
    var environment = JobEnvironment(cacheFolder: cache.folder, backend: backend)
    environment.datasetOptions.limit = limits.rooms
    environment.datasetOptions.folders = datasets
    environment.representationLimit = limits.representations
    let (reference, mailbox, store, log) = (assignment.reference, mailbox, cache.durable, log)
    let throttle = Throttle(interval: 200)
    environment.isCancelled = { [job] in job.isCancelled }
    environment.progress = { fraction, note in
      guard throttle.isDue else { return }
      mailbox.post(.event(.progress(reference, fraction: fraction, note: note)))
    }
    environment.checkpointInterval = checkpointInterval
    environment.saveCheckpoint = { bytes in
      do throws(Failure) {
        mailbox.post(.event(.checkpoint(reference, try store.insert(bytes))))
      } catch {
        // The job goes on; only a break would cost more.
        log.note("\(reference): no checkpoint: \(error.message)")
      }
    }
    environment.checkpoint = try checkpoint(supply)
    return environment
  }

  /// Where an earlier attempt got to; nil where that cannot be had, and the job begins anew.
  private func checkpoint(_ supply: InputSupply) throws(JobObstacle) -> [UInt8]? {
    guard let checkpoint = assignment.checkpoint else { return nil }
    do throws(JobObstacle) {
      let bytes = try supply.bytes(of: checkpoint)
      log.note("\(assignment.reference): goes on from a checkpoint")
      return bytes
    } catch {
      guard case .failed(let failure) = error, failure.code == .data else { throw error }
      log.note("\(assignment.reference): begins anew: \(failure.message)")
      return nil
    }
  }

  /// Keeps what the job made, and describes it.
  private func store(_ products: [JobProduct]) throws(JobObstacle) -> [JobResult.Output] {
    var outputs: [JobResult.Output] = []
    for product in products {
      do throws(Failure) {
        if !product.content.isEmpty {
          try (product.isTemporary ? cache.temporary : cache.durable).insert(product.content)
        }
      } catch {
        throw .failed(error)
      }
      outputs.append(
        JobResult.Output(
          name: product.name, digest: product.digest, size: product.size,
          isTemporary: product.isTemporary))
    }
    return outputs
  }

  private static func seconds(since begin: Instant) -> Double {
    Double(Monotonic.now - begin) / 1_000
  }
}
