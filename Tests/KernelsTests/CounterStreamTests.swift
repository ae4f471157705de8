import Kernels
import Testing

@Suite struct CounterStreamTests {
  @Test func philoxGivesItsPublishedWords() {
    // Known-answer vectors of Random123, Philox 4x32-10.
    let zero = CounterStream(seed: 0).block(index: 0, stream: 0, step: 0)
    #expect(zero == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = CounterStream(seed: .max).block(index: .max, stream: .max, step: .max)
    #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
  }

  @Test func numbersAreUniform() {
    let stream = CounterStream(seed: 7)
    let numbers = (0..<20_000).map { stream.uniform($0, stream: 3) }
    let mean = numbers.reduce(0, +) / 20_000
    #expect(abs(mean - 0.5) < 0.01)
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
  }
}
