internal import Documents

/// JSON text: what can be read is written and read again to the same value.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSON(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  guard let value = try? JSON(reading: text) else { return 0 }
  precondition((try? JSON(reading: value.text())) == value, "a value changed")
  precondition((try? JSON.document(text))?.value == value, "positions change the value")
  return 0
}
