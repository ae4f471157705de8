internal import Artifacts
internal import Documents
internal import Jobs
internal import Synchronization
internal import Wire

/// Gets the inputs of one attempt: from the cache, or over the connection.
final class InputSupply: Sendable {
  private let assignment: Assignment
  private let job: RunningJob
  private let cache: WorkerCache
  private let mailbox: Mailbox
  private let found = Mutex<JobObstacle?>(nil)

  init(assignment: Assignment, job: RunningJob, cache: WorkerCache, mailbox: Mailbox) {
    self.assignment = assignment
    self.job = job
    self.cache = cache
    self.mailbox = mailbox
  }

  /// What came in the way of an input that the job asked for while it ran.
  var obstacle: JobObstacle? { found.withLock { $0 } }

  /// The inputs.
  ///
  /// Those that the job surely reads are in memory before it begins. Representations are no files:
  /// the job finds them in the cache, or makes them anew from the networks of their sources, which
  /// are fetched only then.
  func inputs() throws(JobObstacle) -> [JobInput] {
    var inputs: [JobInput] = []
    var missing: [Digest] = []
    for input in assignment.inputs {
      if input.role.hasPrefix("representation.") {
        inputs.append(
          JobInput(role: input.role, digest: input.digest) { () throws(Failure) in
            throw Failure(.software, "a representation was read like a file")
          })
      } else if input.role.hasPrefix("network.") {
        inputs.append(
          JobInput(role: input.role, digest: input.digest) { () throws(Failure) in
            try self.late(input)
          })
      } else if let bytes = try bytes(of: input) {
        inputs.append(JobInput(role: input.role, digest: input.digest) { bytes })
      } else {
        missing.append(input.digest)
      }
    }
    if !missing.isEmpty { throw .missingInputs(missing) }
    return inputs
  }

  /// The bytes of an input; nil where nobody has it any more.
  func bytes(of input: Assignment.Input) throws(JobObstacle) -> [UInt8]? {
    let store = input.isTemporary ? cache.temporary : cache.durable
    if let bytes = try read(input.digest, from: store) { return bytes }
    if input.isTemporary { return nil }
    let ticket = FetchTicket()
    mailbox.post(.fetch(input.digest, ticket))
    switch ticket.wait(isCancelled: { job.isCancelled }) {
    case nil: throw .stopped
    case .failure(let failure) where failure.code == .missingInput: return nil
    case .failure(let failure): throw .failed(failure)
    case .success: return try read(input.digest, from: cache.durable)
    }
  }

  private func read(
    _ digest: Digest, from store: ArtifactStore
  ) throws(JobObstacle) -> [UInt8]? {
    do throws(Failure) {
      return try cache.read(digest, from: store)
    } catch {
      throw .failed(error)
    }
  }

  /// The bytes of an input that the job asks for only now.
  private func late(_ input: Assignment.Input) throws(Failure) -> [UInt8] {
    do throws(JobObstacle) {
      guard let bytes = try bytes(of: input) else { throw .missingInputs([input.digest]) }
      return bytes
    } catch {
      found.withLock { $0 = error }
      throw Failure(.unavailable, "\(input.role) cannot be had")
    }
  }
}
