internal import Pictures

/// PNG files, as photos and as labels.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPNG(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let picture = try? Picture(photo: bytes)
  let planes = try? SamplePlanes(png: bytes)
  if let picture, let planes {
    let sides = [picture.width, picture.height].sorted()
    precondition(sides == [planes.width, planes.height].sorted(), "two readers, two sizes")
  }
  return 0
}
