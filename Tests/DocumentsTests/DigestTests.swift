import Documents
import Testing

@Suite struct DigestTests {
  /// FIPS 180-2, appendix B.1.
  @Test func agreesWithTheStandardsExample() {
    #expect(
      Digest(of: "abc").description
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func piecesHashLikeTheWhole() {
    var hasher = Digest.Hasher()
    hasher.update(Array("a".utf8))
    hasher.update(Array("bc".utf8))
    #expect(hasher.finish() == Digest(of: "abc"))
  }

  @Test func readsItsOwnText() {
    let digest = Digest(of: "x")
    #expect(Digest(hexadecimal: digest.description) == digest)
    #expect(Digest(hexadecimal: "abc") == nil)
    #expect(Digest(hexadecimal: String(repeating: "g", count: 64)) == nil)
  }
}
