internal import CLinux
package import Documents
internal import Glibc

/// All that a program needs to connect to a coordinator, in one file that must stay secret.
package struct AccessFile: Sendable, Equatable {
  private static let version = 1

  /// The name under which the coordinator knows the peer.
  package let name: String
  /// What the peer may ask for.
  package let role: Peer.Role
  /// Where control messages go.
  package let control: Endpoint
  /// Where artifacts go.
  package let data: Endpoint
  /// The coordinator's public key, in Z85.
  package let serverKey: String
  /// The peer's own keys.
  package let keys: KeyPair

  /// Describes access to the coordinator at `control`, with artifacts at `data`.
  package init(
    name: String, role: Peer.Role, control: Endpoint, data: Endpoint, serverKey: String,
    keys: KeyPair
  ) {
    precondition(Peer.isName(name), "names are checked where access is granted")
    self.name = name
    self.role = role
    self.control = control
    self.data = data
    self.serverKey = serverKey
    self.keys = keys
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: `Failure`: missingInput where it is missing; data, with the remedy, where others can
  ///   read it or its content is not what `write` writes.
  package init(at path: String) throws(Failure) {
    let text = try PrivateFile.read(path)
    do throws(Failure) {
      try self.init(JSON(reading: text))
    } catch {
      throw Failure(
        .data,
        "\(path): \(error.message). Make a new one with 'coordinator access create'")
    }
  }

  /// Writes the file, readable by its owner only.
  ///
  /// - Throws: `Failure` (io).
  package func write(to path: String) throws(Failure) {
    try PrivateFile.write(json, to: path)
  }

  private init(_ json: JSON) throws(Failure) {
    guard json.members != nil else { throw Failure(.data, "this is \(json.kind), not an object") }
    guard let version = json["version"]?.integer else {
      throw Failure(.data, "\"version\" is missing or no number")
    }
    guard version == Self.version else {
      throw Failure(
        .data, "this program reads version \(Self.version) of access files, not \(version)")
    }
    let name = try json.requiredText("name")
    guard Peer.isName(name) else { throw Failure(.data, "\"name\": '\(name)' is no name") }
    let roleName = try json.requiredText("role")
    guard let role = Peer.Role(rawValue: roleName) else {
      let roles = Peer.Role.allCases.map(\.rawValue).joined(separator: ", ")
      throw Failure(.data, "\"role\": '\(roleName)' is none of \(roles)")
    }
    guard let endpoints = json["endpoints"]?.array?.compactMap(\.text), endpoints.count == 2 else {
      throw Failure(.data, "\"endpoints\" must list two texts, for control and for data")
    }
    let serverKey = try json.requiredText("serverKey")
    guard KeyPair.isKey(serverKey) else {
      throw Failure(.data, "\"serverKey\" is not 40 characters of Z85")
    }
    self.init(
      name: name, role: role, control: try Endpoint(endpoints[0]),
      data: try Endpoint(endpoints[1]), serverKey: serverKey,
      keys: try KeyPair(
        publicKey: try json.requiredText("publicKey"),
        secretKey: try json.requiredText("secretKey")))
  }

  private var json: JSON {
    [
      "version": .number(Double(Self.version)),
      "name": .string(name),
      "role": .string(role.rawValue),
      "endpoints": .texts([control.description, data.description]),
      "serverKey": .string(serverKey),
      "publicKey": .string(keys.publicKey),
      "secretKey": .string(keys.secretKey),
    ]
  }
}

extension JSON {
  /// The text of the member called `name`.
  ///
  /// - Throws: `Failure` (data) where it is missing or something else.
  func requiredText(_ name: String) throws(Failure) -> String {
    guard let value = self[name] else { throw Failure(.data, "\"\(name)\" is missing") }
    guard let text = value.text else {
      throw Failure(.data, "\"\(name)\" must be a text, not \(value.kind)")
    }
    return text
  }
}
