internal import CLinux
package import Documents
internal import Glibc

/// The folder `keys` of a state folder: the coordinator's own keys and who was granted access.
///
/// The folder is readable by its owner only. Several programs may change it at a time (a serving
/// coordinator, `access create` beside it): changes take turns by a lock, and reading sees whole
/// files.
package struct KeyStore: Sendable {
  private static let version = 1
  /// The names of the peers on the coordinator's own machine; they cannot be granted otherwise.
  package static let localNames: [Peer.Role: String] = [
    .worker: "local-worker", .client: "local-client",
  ]

  /// The folder's path.
  package let folder: String
  /// The coordinator's own keys.
  package let serverKeys: KeyPair

  /// Opens the store in `folder`; at the first start, makes the folder and the coordinator's keys.
  ///
  /// - Throws: `Failure`: data, with the remedy, where a file is damaged or open to others; io.
  package init(folder: String) throws(Failure) {
    self.folder = folder
    try Files.makeFolder(folder, mode: 0o700)
    guard chmod(folder, 0o700) == 0 else {
      throw Failure(.io, "cannot keep others out of \(folder): \(Files.reason)")
    }
    serverKeys = try Self.locked(folder) { () throws(Failure) in
      try Self.serverKeys(in: folder)
    }
  }

  /// Everybody who may connect, sorted by name.
  ///
  /// - Throws: `Failure` (data), with the remedy, where the list is damaged.
  package func peers() throws(Failure) -> [Peer] {
    guard Files.exists(listPath) else { return [] }
    let text = try PrivateFile.read(listPath)
    do throws(Failure) {
      return try Self.peers(JSON(reading: text))
    } catch {
      throw Failure(
        .data,
        "\(listPath): \(error.message). Restore it from a backup, or remove it and grant access anew"
      )
    }
  }

  /// Grants access to `name` with new keys.
  ///
  /// - Throws: `Failure`: usage where the name is taken, reserved or malformed; data and io.
  package func grant(
    _ role: Peer.Role, to name: String, control: Endpoint, data: Endpoint
  ) throws(Failure) -> AccessFile {
    guard Peer.isName(name) else {
      throw Failure(
        .usage, "'\(name)' cannot be a name; use 1 to 64 letters, digits, '-', '_' and '.'")
    }
    guard !Self.localNames.values.contains(name) else {
      throw Failure(.usage, "'\(name)' is the name of a peer on this machine; choose another")
    }
    guard control.isReachable, data.isReachable else {
      throw Failure(
        .usage, "nobody can connect to \(control); say under which host name others reach it")
    }
    return try Self.locked(folder) { () throws(Failure) in
      var peers = try peers()
      guard !peers.contains(where: { $0.name == name }) else {
        throw Failure(
          .usage,
          "'\(name)' already has access; choose another name, or run 'access revoke \(name)' first")
      }
      let keys = try Self.newKeys()
      peers.append(Peer(name: name, role: role, publicKey: keys.publicKey))
      try write(peers)
      return AccessFile(
        name: name, role: role, control: control, data: data,
        serverKey: serverKeys.publicKey, keys: keys)
    }
  }

  /// Takes access away from `name`, for good.
  ///
  /// - Throws: `Failure`: usage where nobody has that name; data and io.
  @discardableResult
  package func revoke(_ name: String) throws(Failure) -> Peer {
    try Self.locked(folder) { () throws(Failure) in
      var peers = try peers()
      guard let index = peers.firstIndex(where: { $0.name == name }) else {
        throw Failure(.usage, "nobody is called '\(name)'; 'access list' shows all names")
      }
      let peer = peers.remove(at: index)
      try write(peers)
      return peer
    }
  }

  /// Writes the access files for this machine's own worker and client, `local-worker.json` and
  /// `local-client.json`, and grants them access; later starts keep the keys.
  ///
  /// The local client is an admin: who can read the state folder could change it anyway.
  /// - Throws: `Failure` (data, io).
  package func prepareLocalAccess(control: Endpoint, data: Endpoint) throws(Failure) {
    try Self.locked(folder) { () throws(Failure) in
      var peers = try peers()
      for (role, granted) in [(Peer.Role.worker, Peer.Role.worker), (.client, .admin)] {
        guard let name = Self.localNames[role] else { preconditionFailure("both have a name") }
        let path = localPath(role)
        let keys = try localKeys(at: path)
        let access = AccessFile(
          name: name, role: granted, control: control, data: data,
          serverKey: serverKeys.publicKey, keys: keys)
        try access.write(to: path)
        peers.removeAll { $0.name == name }
        peers.append(Peer(name: name, role: granted, publicKey: keys.publicKey))
      }
      try write(peers)
    }
  }

  private func localKeys(at path: String) throws(Failure) -> KeyPair {
    guard Files.exists(path) else { return try Self.newKeys() }
    do throws(Failure) {
      return try AccessFile(at: path).keys
    } catch {
      throw Failure(error.code, "\(error.message); or remove it, and the next start makes another")
    }
  }

  /// The path of the access file for this machine's own worker or client.
  package func localPath(_ role: Peer.Role) -> String {
    guard let name = Self.localNames[role] else {
      preconditionFailure("only workers and clients have local access")
    }
    return "\(folder)/\(name).json"
  }

  /// A text that changes whenever the list of peers does; compare it to learn of changes that
  /// another program made.
  package var stamp: String {
    var status = stat()
    guard stat(listPath, &status) == 0 else { return "" }
    return "\(status.st_ino) \(status.st_mtim.tv_sec) \(status.st_mtim.tv_nsec) \(status.st_size)"
  }

  private var listPath: String { "\(folder)/allowed.json" }

  private func write(_ peers: [Peer]) throws(Failure) {
    let rows = peers.sorted { $0.name < $1.name }.map { peer -> JSON in
      [
        "name": .string(peer.name), "role": .string(peer.role.rawValue),
        "publicKey": .string(peer.publicKey),
      ]
    }
    try PrivateFile.write(
      ["version": .number(Double(Self.version)), "peers": .array(rows)], to: listPath)
  }

  private static func peers(_ json: JSON) throws(Failure) -> [Peer] {
    guard json["version"]?.integer == version, let rows = json["peers"]?.array else {
      throw Failure(.data, "this is no list of peers of version \(version)")
    }
    var names: Set<String> = []
    return try rows.map { row throws(Failure) in
      let name = try row.requiredText("name")
      guard Peer.isName(name), names.insert(name).inserted,
        let role = Peer.Role(rawValue: try row.requiredText("role"))
      else { throw Failure(.data, "the entry '\(name)' is malformed or stands twice") }
      let key = try row.requiredText("publicKey")
      guard KeyPair.isKey(key) else { throw Failure(.data, "the key of '\(name)' is malformed") }
      return Peer(name: name, role: role, publicKey: key)
    }
  }

  private static func serverKeys(in folder: String) throws(Failure) -> KeyPair {
    let path = "\(folder)/server.json"
    guard Files.exists(path) else {
      let keys = try newKeys()
      try PrivateFile.write(
        [
          "version": .number(Double(version)), "publicKey": .string(keys.publicKey),
          "secretKey": .string(keys.secretKey),
        ], to: path)
      return keys
    }
    let text = try PrivateFile.read(path)
    do throws(Failure) {
      let json = try JSON(reading: text)
      return try KeyPair(
        publicKey: try json.requiredText("publicKey"),
        secretKey: try json.requiredText("secretKey"))
    } catch {
      throw Failure(
        .data,
        "\(path): \(error.message). Restore it from a backup; or remove the folder \(folder) and "
          + "grant access anew, since no access file fits another key")
    }
  }

  private static func newKeys() throws(Failure) -> KeyPair {
    do throws(ZeroMQError) {
      return try KeyPair()
    } catch {
      throw Failure(.unavailable, "\(error); libzmq must be built with CURVE (libsodium)")
    }
  }

  /// Runs `body` while no other program or thread changes the folder.
  private static func locked<Result>(
    _ folder: String, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let path = "\(folder)/.lock"
    let descriptor = taskmap_open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(.io, "cannot open \(path): \(Files.reason)") }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw Failure(.io, "cannot lock \(path): \(Files.reason)") }
    }
    return try body()
  }
}
