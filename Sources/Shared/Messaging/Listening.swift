package import Documents

extension Endpoint {
  /// Lets `control` listen at this endpoint and `data` at the next port, and returns both as they
  /// are: with port 0, a free port whose next is free too.
  ///
  /// - Throws: `Failure` (unavailable), with the remedy.
  package func listen(
    control: borrowing Socket, data: borrowing Socket
  ) throws(Failure) -> (control: Endpoint, data: Endpoint) {
    var refusal = ""
    // Somebody may sit on the port after a free one; a few attempts find a free pair.
    for _ in 0..<(port == 0 ? 50 : 1) {
      do throws(ZeroMQError) {
        let bound = try bind(control)
        guard bound.port < 65_535 else {
          try control.unbind(bound.description)
          continue
        }
        let beside = bound.with(port: bound.port + 1)
        do throws(ZeroMQError) {
          return (bound, try beside.bind(data))
        } catch {
          try control.unbind(bound.description)
          throw error
        }
      } catch {
        refusal = error.description
        if !error.isAddressInUse { break }
      }
    }
    throw Failure(
      .unavailable,
      "\(refusal); is another coordinator running? Choose a port of which the next is free too")
  }

  /// Binds to this endpoint, and returns it with the port that the system chose.
  package func bind(_ socket: borrowing Socket) throws(ZeroMQError) -> Endpoint {
    if isIPv6 { try socket.allowIPv6() }
    try socket.bind(port == 0 ? "tcp://\(host):*" : description)
    let address = try socket.boundAddress()
    let digits = address.reversed().prefix { $0 != ":" }.reversed()
    guard let port = Int(String(digits)), (1...65_535).contains(port) else {
      preconditionFailure("libzmq reports a bound TCP address as tcp://HOST:PORT, not \(address)")
    }
    return with(port: port)
  }
}
