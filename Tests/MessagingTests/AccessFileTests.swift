import Documents
internal import Glibc
import Messaging
import TestSupport
import Testing

@Suite struct AccessFileTests {
  private let temporary = TemporaryFolder()
  private var path: String { "\(temporary.path)/access.json" }

  private func sample() throws -> AccessFile {
    AccessFile(
      name: "node7", role: .worker, control: try Endpoint("tcp://host:7000"),
      data: try Endpoint("tcp://host:7001"), serverKey: try KeyPair().publicKey,
      keys: try KeyPair())
  }

  @Test func readsWhatItWrote() throws {
    let access = try sample()
    try access.write(to: path)
    #expect(try AccessFile(at: path) == access)
    #expect(permissions(of: path) == 0o600)
  }

  @Test func filesOpenToOthersAreRefusedWithTheRemedy() throws {
    try sample().write(to: path)
    #expect(chmod(path, 0o644) == 0)
    let failure = try #require(throws: Failure.self) { try AccessFile(at: path) }
    #expect(failure.code == .data)
    #expect(failure.message.contains("chmod 600 \(path)"))
  }

  @Test func aMissingFileIsMissingInput() throws {
    let failure = try #require(throws: Failure.self) { try AccessFile(at: path) }
    #expect(failure.code == .missingInput)
  }

  @Test(arguments: [
    ("\"version\": 1", "\"version\": 2", "version 1 of access files, not 2"),
    ("\"version\": 1,", "", "\"version\" is missing"),
    ("\"role\": \"worker\"", "\"role\": \"king\"", "none of worker, client, admin"),
    ("\"role\": \"worker\"", "\"role\": 3", "must be a text, not a number"),
    ("\"name\": \"node7\"", "\"name\": \"../x\"", "is no name"),
    ("tcp://host:7001", "host:7001", "does not begin with tcp://"),
    (", \"tcp://host:7001\"", "", "must list two texts"),
    ("\"serverKey\": \"", "\"serverKey\": \"x", "\"serverKey\" is not 40 characters"),
    ("\"secretKey\": \"", "\"secretKey\": \"x", "secret key is not 40 characters"),
    ("{", "[", "line 2"),
  ])
  func malformedFilesAreExplained(_ part: String, _ other: String, _ sentence: String) throws {
    try sample().write(to: path)
    let text = try Files.readText(path).replacing(
      ",\"tcp://host:7001\"", with: ", \"tcp://host:7001\"")
    #expect(text.contains(part))
    try Files.write(
      Array(text.replacing(part, with: other, maxReplacements: 1).utf8), to: path, mode: 0o600)
    let failure = try #require(throws: Failure.self) { try AccessFile(at: path) }
    #expect(failure.code == .data)
    #expect(failure.message.contains(sentence), "\(failure.message)")
    #expect(failure.message.contains("access create"))
  }

  @Test func keysMustBelongTogether() throws {
    let one = try KeyPair()
    let other = try KeyPair()
    #expect(try KeyPair(publicKey: one.publicKey, secretKey: one.secretKey) == one)
    #expect(throws: Failure.self) {
      try KeyPair(publicKey: one.publicKey, secretKey: other.secretKey)
    }
    #expect(!"\(one)".contains(one.secretKey))
  }
}
