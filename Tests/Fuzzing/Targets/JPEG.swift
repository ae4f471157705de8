internal import Pictures

/// JPEG files, and the EXIF data in them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJPEG(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  _ = try? Picture(jpeg: Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
