internal import Artifacts

/// Files of tensors: what can be read is written and read again to the same tensors.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSafetensors(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let file = try? Safetensors(decoding: bytes) else { return 0 }
  guard let encoded = try? file.encoded(), let again = try? Safetensors(decoding: encoded) else {
    preconditionFailure("a file that was read cannot be written and read again")
  }
  precondition(again == file, "a file changed")
  return 0
}
