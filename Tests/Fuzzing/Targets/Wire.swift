internal import Artifacts
internal import Wire

/// Messages of both sockets: what can be read is written and read again to the same bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWire(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let value = PackedValue(unpacking: bytes) {
    let packed = value.packed
    precondition(PackedValue(unpacking: packed)?.packed == packed, "a value changed")
    check(WorkerMessage.self, value)
    check(CoordinatorMessage.self, value)
    check(ClientRequest.self, value)
    check(ClientReply.self, value)
  }
  if let message = try? TransferMessage(decoding: bytes) {
    precondition(
      (try? TransferMessage(decoding: message.encoded)) == message, "a transfer changed")
  }
  return 0
}

private func check<Message: Packable>(_: Message.Type, _ value: PackedValue) {
  guard let message = Message(value) else { return }
  let packed = message.packed
  precondition(Message(packed: packed)?.packed == packed, "a message changed")
}
