import Documents
import TaskSpace
import Testing

@Suite struct RunSelectorTests {
  static let ids = ["quick-aaaa", "quick-abbb", "smoke-cccc"]

  @Test(arguments: [
    ("last", "smoke-cccc"), ("smoke", "smoke-cccc"), ("quick-ab", "quick-abbb"),
    ("quick-aaaa", "quick-aaaa"),
  ])
  func findsByIdPrefixOrLast(text: String, id: String) throws {
    #expect(try RunSelector.find(text, among: Self.ids) == id)
  }

  @Test(arguments: [
    ("quick", "may mean quick-aaaa or quick-abbb"), ("full", "there is no run 'full'"),
  ])
  func saysWhatIsThere(text: String, message: String) {
    #expect {
      try RunSelector.find(text, among: Self.ids)
    } throws: { error in
      (error as? Failure)?.code == .missingInput && "\(error)".contains(message)
    }
  }

  @Test func withoutRunsThereIsNoLast() {
    #expect(throws: Failure.self) { try RunSelector.find("last", among: []) }
  }
}
