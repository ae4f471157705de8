import Datasets
import Documents
import Testing

/// NumPy's arrays of numbers.
@Suite struct NumpyArrayTests {
  @Test func readsTheNumbersThatItWrote() throws {
    let array = NumpyArray(values: (0..<1000).map { Float($0) * 0.37 - 12 })
    #expect(array.file.count % 64 == 4000 % 64)
    #expect(try NumpyArray(array.file) == array)
  }

  @Test func readsDoublesOfAnyShape() throws {
    var file: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }"
    file += Array(header.utf8) + [UInt8](repeating: 0x20, count: 117 - header.utf8.count) + [0x0A]
    for value in [1.5, -2.0] {
      for byte in 0..<8 {
        file.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * byte)))
      }
    }
    #expect(try NumpyArray(file).values == [1.5, -2])
  }

  @Test func aTinyFileIsAnEmptyLabel() throws {
    #expect(try NumpyArray([1, 2, 3]).values == [])
  }

  @Test func damagedFilesAreRefused() {
    let file = NumpyArray(values: [Float](repeating: 1, count: 100)).file
    #expect(throws: Failure.self) { try NumpyArray(Array(file.dropLast(2))) }
    #expect(throws: Failure.self) { try NumpyArray([7] + file.dropFirst()) }
    #expect(throws: Failure.self) {
      try NumpyArray(NumpyArray(values: [Float](repeating: .nan, count: 100)).file)
    }
  }
}
