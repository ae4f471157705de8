package import Documents

/// A TCP address: where a coordinator listens, or where a worker finds it.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
  /// A host name, an IPv4 address, an IPv6 address in brackets, or `*` for every interface.
  package let host: String
  /// 1 to 65535; 0 lets the system choose when listening.
  package let port: Int

  /// Checks and reads `tcp://HOST:PORT`.
  ///
  /// - Throws: `Failure` (usage), with what is wrong and an example.
  package init(_ text: String) throws(Failure) {
    let example = "write it as tcp://HOST:PORT, for instance tcp://node7:7000"
    guard text.hasPrefix("tcp://") else {
      throw Failure(.usage, "'\(text)' does not begin with tcp://; \(example)")
    }
    let rest = text.dropFirst("tcp://".count)
    guard let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]") else {
      throw Failure(.usage, "'\(text)' names no port; \(example)")
    }
    let host = String(rest[..<colon])
    let digits = rest[rest.index(after: colon)...]
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let port = Int(digits), port <= 65_535
    else {
      throw Failure(.usage, "'\(text)' has the port '\(digits)'; ports are numbers up to 65535")
    }
    guard Self.isHost(host) else {
      throw Failure(.usage, "'\(text)' has the host '\(host)', which is no name; \(example)")
    }
    self.host = host
    self.port = port
  }

  private init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// `tcp://HOST:PORT`.
  package var description: String { "tcp://\(host):\(port)" }

  /// Whether the host is an IPv6 address.
  package var isIPv6: Bool { host.hasPrefix("[") }

  /// Whether somebody can connect to it: it names one host, and a port.
  package var isReachable: Bool { host != "*" && host != "0.0.0.0" && host != "[::]" && port > 0 }

  /// The endpoint of the next port: artifacts travel there, beside the control messages.
  ///
  /// - Throws: `Failure` (usage) for port 65535, which has none.
  package func next() throws(Failure) -> Endpoint {
    guard port < 65_535 else {
      throw Failure(.usage, "\(self) leaves no port for artifacts; choose a port below 65535")
    }
    return with(port: port + 1)
  }

  /// The same host, another port.
  package func with(port: Int) -> Endpoint {
    precondition((0...65_535).contains(port), "ports have 16 bits")
    return Endpoint(host: host, port: port)
  }

  /// The same port on `host`: the name under which others reach a coordinator bound to `*`.
  ///
  /// - Throws: `Failure` (usage) where `host` is no name.
  package func with(host: String) throws(Failure) -> Endpoint {
    try Endpoint("tcp://\(host):\(port)")
  }

  private static func isHost(_ host: String) -> Bool {
    if host == "*" { return true }
    if host.hasPrefix("["), host.hasSuffix("]") {
      return host.utf8.count > 3
        && host.dropFirst().dropLast().utf8.allSatisfy { byte in
          byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "%")
            || Peer.isName(String(UnicodeScalar(byte)))
        }
    }
    return (1...253).contains(host.utf8.count)
      && host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        Peer.isName(String(label)) && !label.hasPrefix("-")
      }
  }
}
