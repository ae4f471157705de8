import Artifacts
import Documents
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  private let file = Safetensors(
    metadata: ["task": "normal", "loss": "l1"],
    tensors: [
      Tensor("weights", shape: [2, 2], [1.5, -2, 0, .infinity] as [Float]),
      Tensor("labels", shape: [3], [7, -1, Int32.min]),
      Tensor("mask", shape: [1, 2], [0, 255] as [UInt8]),
      Tensor("single", shape: [], [3] as [Float]),
      Tensor("none", shape: [0, 5], [] as [Float]),
    ])

  @Test func bytesAreKnown() throws {
    let file = Safetensors(
      metadata: ["b": "2", "a": "1"], tensors: [Tensor("x", shape: [2], [1, -2] as [Float])])
    let header =
      #"{"__metadata__":{"a":"1","b":"2"},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    let padding = (8 - header.utf8.count % 8) % 8
    let size = UInt8(header.utf8.count + padding)
    let expected =
      [size, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
      + [UInt8](repeating: 0x20, count: padding)
      + [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]
    #expect(try file.encoded() == expected)
    #expect((expected.count - 8) % 8 == 0)
  }

  @Test func readsWhatItWrote() throws {
    let again = try Safetensors(decoding: file.encoded())
    #expect(again == file)
    #expect(try again.encoded() == file.encoded())
    #expect(again["weights"]?.floats == [1.5, -2, 0, .infinity])
    #expect(again["weights"]?.integers == nil)
    #expect(again["labels"]?.integers == [7, -1, .min])
    #expect(again["mask"]?.bytes == [0, 255])
    #expect(again["other"] == nil)
  }

  @Test func namesMustDiffer() {
    let tensor = Tensor("x", shape: [], [1] as [UInt8])
    #expect(throws: Failure.self) { try Safetensors(tensors: [tensor, tensor]).encoded() }
    let reserved = Tensor("__metadata__", shape: [], [1] as [UInt8])
    #expect(throws: Failure.self) { try Safetensors(tensors: [reserved]).encoded() }
  }

  @Test func tensorsAreReadInTheOrderOfTheirBytes() throws {
    let header =
      #"{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#
    let file = try Safetensors(decoding: bytes(header, [10, 20]))
    #expect(file.tensors.map(\.name) == ["a", "b"])
    #expect(file["b"]?.bytes == [20])
  }

  @Test(arguments: [
    ("[]", 0, "does not begin with {"),
    (" {}", 0, "does not begin with {"),
    ("{", 0, "damaged at line 1"),
    ("{}", 1, "1 bytes belong to no tensor"),
    (#"{"__metadata__":{"a":1}}"#, 0, "is a number, not a text"),
    (#"{"__metadata__":[]}"#, 0, "is no object"),
    (#"{"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#, 8, "format F64"),
    (#"{"x":{"shape":[1],"data_offsets":[0,4]}}"#, 4, "format nothing"),
    (#"{"x":{"dtype":"F32","data_offsets":[0,4]}}"#, 4, "no list shape"),
    (#"{"x":{"dtype":"F32","shape":[1]}}"#, 4, "no list data_offsets"),
    (#"{"x":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}"#, 4, "other than whole numbers"),
    (#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "not its shape's size"),
    (#"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "not its shape's size"),
    (
      #"{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, 0,
      "not its shape's size"
    ),
    (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 4, "outside of the file"),
    (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 4, "outside of the file"),
    (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 4, "outside of the file"),
    (#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#, 4, "outside of the file"),
    (#"{"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, 2, "leaves a gap"),
    (
      #"{"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"y":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#,
      3, "overlaps another"
    ),
    (
      #"{"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#,
      2, "stands twice"
    ),
  ])
  func malformedFilesAreExplained(_ header: String, _ count: Int, _ sentence: String) throws {
    let malformed = bytes(header, [UInt8](repeating: 0, count: count))
    let failure = try #require(throws: Failure.self) { try Safetensors(decoding: malformed) }
    #expect(failure.code == .data)
    #expect(failure.message.contains(sentence), "\(failure.message)")
  }

  @Test func cutOrHugeFilesAreRefused() throws {
    let whole = try file.encoded()
    for count in 0..<whole.count {
      #expect(throws: Failure.self) { try Safetensors(decoding: Array(whole[..<count])) }
    }
    let huge: [UInt8] = [255, 255, 255, 255, 255, 255, 255, 255, 123]
    #expect(throws: Failure.self) { try Safetensors(decoding: huge) }
    #expect(throws: Failure.self) { try Safetensors(decoding: [1, 0, 16, 0, 0, 0, 0, 0, 123]) }
  }

  @Test func manyTensorsOfTheSameBytesAreRefusedBeforeTheyAreCopied() throws {
    // Copies of them all would take 500 GB.
    let size = 64 << 20
    let rows = (0..<8_000).map {
      "\"\($0)\":{\"dtype\":\"U8\",\"shape\":[\(size)],\"data_offsets\":[0,\(size)]}"
    }
    let header = "{" + rows.joined(separator: ",") + "}"
    let file = bytes(header, [UInt8](repeating: 0, count: size))
    let failure = try #require(throws: Failure.self) { try Safetensors(decoding: file) }
    #expect(failure.message.contains("overlaps another"), "\(failure.message)")
  }

  @Test func damageNeverTraps() throws {
    let whole = try file.encoded()
    for seed in 0..<2_000 {
      var random = SeededGenerator(seed: UInt64(seed))
      var damaged = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(
          in: .min ... .max, using: &random)
      }
      if let read = try? Safetensors(decoding: damaged) {
        #expect(try Safetensors(decoding: read.encoded()).tensors.count == read.tensors.count)
      }
    }
  }

  private func bytes(_ header: String, _ data: [UInt8]) -> [UInt8] {
    let size = UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } + Array(header.utf8) + data
  }
}
