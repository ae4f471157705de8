internal import Documents
internal import Glibc
internal import Terminal
internal import Testing

/// Two hosts with a cable between them: network namespaces and a pair of virtual interfaces.
final class TwoHosts {
  /// Why there can be none here; nil where there can.
  static let obstacle: String? = {
    if getuid() != 0 { return "network namespaces need root" }
    let hosts = try? TwoHosts()
    return hosts == nil ? "there is no iproute2, or namespaces are not allowed here" : nil
  }()

  /// The address of the first host, as the second one sees it.
  let address = "198.18.0.1"
  private let first: String
  private let second: String

  init() throws {
    let name = "taskmap-\(getpid())-\(UInt16.random(in: .min ... .max))"
    (first, second) = ("\(name)-a", "\(name)-b")
    try ip("netns", "add", first)
    try ip("netns", "add", second)
    try ip(
      "-n", first, "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns",
      second)
    try ip("-n", first, "address", "add", "\(address)/30", "dev", "cable")
    try ip("-n", second, "address", "add", "198.18.0.2/30", "dev", "cable")
    for host in [first, second] {
      try ip("-n", host, "link", "set", "lo", "up")
      try ip("-n", host, "link", "set", "cable", "up")
    }
  }

  deinit {
    for host in [first, second] { try? ip("netns", "delete", host) }
  }

  /// Words that start a program on the first host.
  var onFirst: [String] { ["ip", "netns", "exec", first] }
  /// Words that start a program on the second host.
  var onSecond: [String] { ["ip", "netns", "exec", second] }

  /// Pulls the cable, or plugs it in again.
  func setCable(_ state: String) throws { try ip("-n", first, "link", "set", "cable", state) }

  private func ip(_ words: String...) throws {
    let script = #"PATH="$PATH:/sbin:/usr/sbin" exec ip "$@""#
    let program = try ChildProcess.start(
      "/bin/sh", ["-c", script, "sh"] + words, output: .nowhere)
    try #require(program.wait() == .success, "ip \(words.joined(separator: " "))")
  }
}
