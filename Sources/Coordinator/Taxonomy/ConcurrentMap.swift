internal import Dispatch
internal import Synchronization

/// The values of `body` at 0..<`count`, in order, computed on all cores.
///
/// - Throws: what `body` threw at the first place where it did.
func concurrentMap<Value: Sendable>(
  _ count: Int, _ body: @Sendable (Int) throws -> Value
) throws -> [Value] {
  let results = Mutex<[Result<Value, any Error>?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { place in
    let result = Result { try body(place) }
    results.withLock { $0[place] = result }
  }
  return try results.withLock { $0 }.map { result in
    guard let result else { preconditionFailure("every place was computed") }
    return try result.get()
  }
}
