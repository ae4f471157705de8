internal import Dispatch
internal import Synchronization

/// The values of `body` at 0..<`count`, in order, computed on all cores.
///
/// - Throws: what `body` threw at the first place where it did.
package func concurrentMap<Value: Sendable, Problem: Error>(
  _ count: Int, _ body: @Sendable (Int) throws(Problem) -> Value
) throws(Problem) -> [Value] {
  let results = Mutex<[Result<Value, Problem>?]>(Array(repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: count) { place in
    let result = Result { () throws(Problem) in try body(place) }
    results.withLock { $0[place] = result }
  }
  var values: [Value] = []
  for result in results.withLock({ $0 }) {
    guard let result else { preconditionFailure("every place was computed") }
    values.append(try result.get())
  }
  return values
}
