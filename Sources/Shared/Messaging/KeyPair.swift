internal import CZeroMQ
package import Documents

/// A CURVE key pair: who holds the secret key is who the public key says.
package struct KeyPair: Sendable, Equatable {
  /// The public key, 40 characters of Z85 (ZeroMQ RFC 32).
  package let publicKey: String
  /// The secret key, 40 characters of Z85.
  package let secretKey: String

  /// Makes a new pair.
  package init() throws(ZeroMQError) {
    var publicKey = [CChar](repeating: 0, count: 41)
    var secretKey = [CChar](repeating: 0, count: 41)
    try check(zmq_curve_keypair(&publicKey, &secretKey), "making a key pair")
    self.publicKey = Self.text(publicKey)
    self.secretKey = Self.text(secretKey)
  }

  /// The pair of these two keys.
  ///
  /// - Throws: `Failure` (data) where one is malformed or they do not belong together.
  package init(publicKey: String, secretKey: String) throws(Failure) {
    guard Self.isKey(publicKey) else {
      throw Failure(.data, "the public key is not 40 characters of Z85")
    }
    guard Self.isKey(secretKey) else {
      throw Failure(.data, "the secret key is not 40 characters of Z85")
    }
    var derived = [CChar](repeating: 0, count: 41)
    guard zmq_curve_public(&derived, secretKey) == 0, Self.text(derived) == publicKey else {
      throw Failure(.data, "the public and the secret key do not belong together")
    }
    self.publicKey = publicKey
    self.secretKey = secretKey
  }

  /// Whether `text` is a key: 40 characters of Z85 that stand for 32 bytes.
  package static func isKey(_ text: String) -> Bool {
    guard text.utf8.count == 40, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      return false
    }
    var bytes = [UInt8](repeating: 0, count: 32)
    return zmq_z85_decode(&bytes, text) != nil
  }

  /// The text of a key given as 32 bytes; nil for any other count.
  static func text(ofKey bytes: [UInt8]) -> String? {
    guard bytes.count == 32 else { return nil }
    var buffer = [CChar](repeating: 0, count: 41)
    guard zmq_z85_encode(&buffer, bytes, bytes.count) != nil else { return nil }
    return text(buffer)
  }

  private static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension KeyPair: CustomStringConvertible {
  /// The public key only, so that no secret reaches a log.
  package var description: String { "key \(publicKey)" }
}
