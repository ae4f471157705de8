package import Documents

/// A question of a person's command to the coordinator.
package struct ClientRequest: Hashable, Sendable {
  /// The number that the reply will carry.
  package let number: Int
  /// What is asked: `submit`, `status`, `cancel`, ...
  package let verb: String
  /// The question's details.
  package let body: JSON

  /// Makes a request.
  package init(number: Int, verb: String, body: JSON) {
    self.number = number
    self.verb = verb
    self.body = body
  }
}

extension ClientRequest: Packable {
  package var packedValue: PackedValue {
    .array([.integer(65), .integer(number), .text(verb), .text(body.text())])
  }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, parts.count == 4, parts[0].integer == 65,
      let number = parts[1].integer, let verb = parts[2].text, let text = parts[3].text,
      let body = try? JSON(reading: text)
    else { return nil }
    self.init(number: number, verb: verb, body: body)
  }
}

/// The coordinator's reply to a person's command.
package struct ClientReply: Hashable, Sendable {
  /// The number of a reply to all requests that are open on a connection.
  package static let toAll = 0

  /// The number of the request, which is above 0, or `toAll`.
  package let number: Int
  /// The answer, or why there is none.
  package let result: Result<JSON, Failure>

  /// Makes a reply.
  package init(number: Int, result: Result<JSON, Failure>) {
    self.number = number
    self.result = result
  }

  package static func == (left: ClientReply, right: ClientReply) -> Bool {
    left.packedValue == right.packedValue
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(packedValue) }
}

extension ClientReply: Packable {
  package var packedValue: PackedValue {
    switch result {
    case .success(let body):
      .array([.integer(66), .integer(number), .integer(0), .text(body.text())])
    case .failure(let failure):
      .array([
        .integer(66), .integer(number), .integer(Int(failure.code.rawValue)),
        .text(failure.message),
      ])
    }
  }

  package init?(_ value: PackedValue) {
    guard let parts = value.elements, parts.count == 4, parts[0].integer == 66,
      let number = parts[1].integer, let code = parts[2].integer, let text = parts[3].text
    else { return nil }
    if code == 0 {
      guard let body = try? JSON(reading: text) else { return nil }
      self.init(number: number, result: .success(body))
    } else {
      guard let code = Int32(exactly: code).flatMap(Failure.Code.init(rawValue:)) else {
        return nil
      }
      self.init(number: number, result: .failure(Failure(code, text)))
    }
  }
}
