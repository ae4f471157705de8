internal import Artifacts
internal import Documents
internal import Peers

/// Artifacts on their way to the coordinator and from it, a few at a time.
///
/// A transfer goes on until it has succeeded, over as many connections as it takes; only what
/// cannot succeed is given up.
struct Transfers {
  /// What became of a transfer.
  enum News {
    case uploaded(Digest)
    case lost(Digest)
    /// Something for people.
    case note(String)
  }

  private struct Upload {
    let digest: Digest
    var session: UploadSession?
    var due: Instant
  }

  private struct Download {
    let digest: Digest
    var session: DownloadSession?
    var due: Instant
    var tickets: [FetchTicket]
    /// How often it arrived damaged.
    var damages = 0
  }

  /// Transfers in each direction that are under way at a time.
  private static let mostAtATime = 2
  /// Milliseconds without news after which a transfer speaks up again.
  private static let silence = 2_000
  /// Milliseconds before a transfer that failed is begun anew.
  private static let pause = 5_000
  /// How often a download may arrive damaged before the jobs that wait for it hear of it.
  private static let mostDamages = 3
  /// How many damaged downloads are remembered.
  private static let mostDoubted = 1_000

  private let cache: WorkerCache
  private var uploads: [Upload] = []
  private var downloads: [Download] = []
  /// What arrived damaged again and again, and was told to the coordinator as missing.
  private var doubted: Set<Digest> = []
  /// What is to be sent, in this order.
  private var outgoing: [TransferMessage] = []
  private var news: [News] = []

  init(_ cache: WorkerCache) { self.cache = cache }

  /// Brings an artifact to the coordinator.
  mutating func upload(_ digest: Digest, at now: Instant) {
    if uploads.contains(where: { $0.digest == digest }) { return }
    uploads.append(Upload(digest: digest, session: nil, due: now))
  }

  /// Fetches an artifact for a job.
  mutating func fetch(_ digest: Digest, _ ticket: FetchTicket, at now: Instant) {
    if cache.durable.contains(digest) { return ticket.resolve(.success(())) }
    if let index = downloads.firstIndex(where: { $0.digest == digest }) {
      downloads[index].tickets.append(ticket)
    } else {
      downloads.append(Download(digest: digest, session: nil, due: now, tickets: [ticket]))
    }
  }

  /// Everything under way has to speak up again: the connection is a new one.
  mutating func reconnected(at now: Instant) {
    for index in uploads.indices { uploads[index].due = now }
    for index in downloads.indices { downloads[index].due = now }
  }

  /// When `turn` has something to do; nil where only messages are waited for.
  var nextDeadline: Instant? {
    (uploads.prefix(Self.mostAtATime).map(\.due) + downloads.prefix(Self.mostAtATime).map(\.due))
      .min()
  }

  /// Begins and repeats what is due.
  mutating func turn(at now: Instant) {
    for upload in uploads.prefix(Self.mostAtATime) where upload.due <= now {
      resume(upload: upload.digest, at: now)
    }
    for download in downloads.prefix(Self.mostAtATime) where download.due <= now {
      resume(download: download.digest, at: now)
    }
  }

  /// Takes a message of the coordinator.
  mutating func receive(_ message: TransferMessage, at now: Instant) {
    let digest = message.digest
    if let index = uploads.firstIndex(where: { $0.digest == digest && $0.session != nil }) {
      uploads[index].due = now + Self.silence
      let steps = uploads[index].session?.handle(message) ?? []
      perform(steps, of: digest, at: now)
    } else if let index = downloads.firstIndex(where: { $0.digest == digest && $0.session != nil })
    {
      downloads[index].due = now + Self.silence
      let steps = downloads[index].session?.handle(message) ?? []
      perform(steps, of: digest, at: now)
    } else if case .fetch = message {
      if cache.store(of: digest) != nil {
        upload(digest, at: now)
      } else {
        outgoing.append(.missing(digest))
      }
    }
  }

  /// What is to be sent since the last call.
  mutating func takeOutgoing() -> [TransferMessage] {
    defer { outgoing = [] }
    return outgoing
  }

  /// What was achieved since the last call.
  mutating func takeNews() -> [News] {
    defer { news = [] }
    return news
  }

  private mutating func resume(upload digest: Digest, at now: Instant) {
    guard let index = uploads.firstIndex(where: { $0.digest == digest }) else { return }
    uploads[index].due = now + Self.silence
    if uploads[index].session != nil {
      let steps = uploads[index].session?.retry() ?? []
      return perform(steps, of: digest, at: now)
    }
    guard let size = cache.store(of: digest)?.size(of: digest) else {
      uploads.remove(at: index)
      news.append(.lost(digest))
      return
    }
    let session = UploadSession(digest, size: size)
    uploads[index].session = session
    perform(session.start(), of: digest, at: now)
  }

  private mutating func perform(
    _ steps: [UploadSession.Step], of digest: Digest, at now: Instant
  ) {
    for step in steps {
      guard let index = uploads.firstIndex(where: { $0.digest == digest }) else { return }
      switch step {
      case .send(let message): outgoing.append(message)
      case .sendChunk(let range):
        guard let bytes = try? cache.store(of: digest)?.read(digest, range) else {
          retreat(upload: index, "it cannot be read", at: now)
          return
        }
        outgoing.append(.chunk(digest, offset: range.lowerBound, bytes: bytes))
      case .finished:
        uploads.remove(at: index)
        news.append(.uploaded(digest))
      case .failed(let failure): retreat(upload: index, failure.message, at: now)
      }
    }
  }

  /// Begins an upload anew later; one whose artifact is damaged here never succeeds, and its job
  /// has to be done again.
  private mutating func retreat(upload index: Int, _ reason: String, at now: Instant) {
    // Behind the others, so that one that never succeeds does not block them.
    var upload = uploads.remove(at: index)
    let digest = upload.digest
    news.append(.note("upload of \(digest.short): \(reason)"))
    let store = cache.store(of: digest)
    // What cannot be read is as good as damaged.
    guard let store, (try? store.isIntact(digest)) == true else {
      store?.remove(digest)
      news.append(.lost(digest))
      return
    }
    upload.session = nil
    upload.due = now + Self.pause
    uploads.append(upload)
  }

  private mutating func resume(download digest: Digest, at now: Instant) {
    guard let index = downloads.firstIndex(where: { $0.digest == digest }) else { return }
    downloads[index].due = now + Self.silence
    if downloads[index].session != nil {
      let steps = downloads[index].session?.retry() ?? []
      return perform(steps, of: digest, at: now)
    }
    let session = DownloadSession(fetching: digest, largest: cache.durable.largest)
    downloads[index].session = session
    perform(session.start(), of: digest, at: now)
  }

  private mutating func perform(
    _ steps: [DownloadSession.Step], of digest: Digest, at now: Instant
  ) {
    for step in steps {
      guard let index = downloads.firstIndex(where: { $0.digest == digest }) else { return }
      if case .send(let message) = step {
        outgoing.append(message)
      } else if case .finished = step {
        end(index, .success(()))
      } else if case .failed(let failure) = step {
        retreat(download: index, failure, at: now)
      } else {
        perform(keep(step, at: index), of: digest, at: now)
      }
    }
  }

  /// Does a step that touches the disk; the steps that follow from it.
  private mutating func keep(
    _ step: DownloadSession.Step, at index: Int
  ) -> [DownloadSession.Step] {
    let (store, digest) = (cache.durable, downloads[index].digest)
    do throws(Failure) {
      switch step {
      case .begin(let size):
        let arrived = try store.begin(digest, size: size)
        return downloads[index].session?.began(at: arrived) ?? []
      case .store(let offset, let bytes):
        try store.append(bytes, to: digest, at: offset)
        return []
      case .verify:
        try store.finish(digest)
        return downloads[index].session?.verified() ?? []
      case .send, .finished, .failed: return []
      }
    } catch {
      return downloads[index].session?.giveUp(error) ?? []
    }
  }

  /// Begins a download anew later, where that may help.
  private mutating func retreat(download index: Int, _ failure: Failure, at now: Instant) {
    news.append(.note("download of \(downloads[index].digest.short): \(failure.message)"))
    if failure.code == .data { downloads[index].damages += 1 }
    let isHopeless =
      failure.code == .missingInput || failure.code == .io
      || downloads[index].damages >= Self.mostDamages
    if isHopeless { return end(index, .failure(doubt(downloads[index].digest, failure))) }
    var download = downloads.remove(at: index)
    download.session = nil
    download.due = now + Self.pause
    downloads.append(download)
  }

  /// What the jobs hear that wait for a hopeless download.
  ///
  /// The first time, that a damaged artifact is missing: its copy at the coordinator may be bad,
  /// who then has it made again. If that did not help, the fault is here, and the jobs fail.
  private mutating func doubt(_ digest: Digest, _ failure: Failure) -> Failure {
    if doubted.count >= Self.mostDoubted { doubted = [] }
    guard failure.code == .data, doubted.insert(digest).inserted else { return failure }
    return Failure(.missingInput, failure.message)
  }

  private mutating func end(_ index: Int, _ result: Result<Void, Failure>) {
    if case .success = result { doubted.remove(downloads[index].digest) }
    for ticket in downloads.remove(at: index).tickets { ticket.resolve(result) }
  }
}
