internal import TaskSpace

/// Specs of runs: one that is accepted is accepted again as it is kept, with the same content.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSpec(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  guard let spec = try? JobSpec(text: text, file: "spec") else { return 0 }
  guard let kept = try? JobSpec(kept: spec.json) else {
    preconditionFailure("a spec that was accepted is refused as it is kept")
  }
  precondition(kept.json == spec.json, "a spec changed")
  return 0
}
