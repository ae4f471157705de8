import Documents
import TaskSpace
import TestSupport
import Testing

/// Which files a dataset has.
@Suite struct ManifestTests {
  let folder = TemporaryFolder()

  init() throws {
    try Files.makeFolder("\(folder.path)/b")
    try Files.write("one", to: "\(folder.path)/b/1.png")
    try Files.write("four", to: "\(folder.path)/a.csv")
    try Files.write("", to: "\(folder.path)/.hidden")
  }

  @Test func listsFilesByNameAndSize() throws {
    let manifest = try Manifest(name: "m", folder: folder.path)
    #expect(manifest.entries.map(\.path) == ["a.csv", "b/1.png"])
    #expect(manifest.entries.map(\.size) == [4, 3])
    #expect(!manifest.hasContents)
    #expect(try Manifest(text: manifest.text, file: "f") == manifest)
  }

  @Test func changesWithNamesSizesAndContents() throws {
    let before = try Manifest(name: "m", folder: folder.path)
    try Files.write("five!", to: "\(folder.path)/a.csv")
    let after = try Manifest(name: "m", folder: folder.path)
    #expect(before.digest != after.digest)
    #expect(before.difference(from: after) == "1 of another size, such as a.csv")
    let entries = before.entries.map {
      Manifest.Entry(path: $0.path, size: $0.size, content: Digest(of: $0.path))
    }
    let contents = Manifest(name: "m", entries: entries)
    #expect(contents.digest != before.digest)
    #expect(contents.bySize.digest == before.digest)
    #expect(contents.difference(from: before) == nil)
  }

  @Test(arguments: ["", "x", "taskmap manifest 1 m\n- x a", "taskmap manifest 1 m\nzz 3 a"])
  func refusesWhatIsNoManifest(text: String) {
    #expect(throws: Failure.self) { try Manifest(text: text, file: "f") }
  }

  @Test func refusesAFolderWithoutFiles() {
    #expect(throws: Failure.self) {
      try Manifest(name: "m", folder: "\(folder.path)/nothing")
    }
  }
}
