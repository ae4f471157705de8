internal import Documents
import Testing

/// What other solvers found in the published files, through the program.
@Suite(.enabled(if: Published.isThere)) struct PublishedTests {
  /// Highest order, then budget, optimum, gain, quality, and mean gain and quality of random
  /// taxonomies with their standard deviations over 300 draws.
  static let cases: [(order: Int, rows: [[Double]])] = [
    (
      1,
      [
        [1, 1.313496196, 0.4524, 0.1649, 0.4556, 0.0829, 0.1742, 0.0351],
        [2, 2.146462071, 0.5302, 0.1962, 0.4758, 0.0659, 0.1899, 0.0315],
        [3, 2.858890748, 0.7068, 0.3240, 0.4884, 0.0575, 0.2022, 0.0273],
        [4, 3.352282963, 0.7523, 0.3465, 0.5086, 0.0494, 0.2145, 0.0249],
        [6, 3.617092654, 0.7624, 0.3775, 0.5413, 0.0489, 0.2413, 0.0248],
        [8, 3.802771881, 0.8106, 0.4145, 0.5707, 0.0451, 0.2679, 0.0242],
        [10, 3.930216146, 0.8355, 0.4480, 0.6036, 0.0450, 0.2936, 0.0243],
        [14, 4.133079123, 0.8581, 0.4864, 0.6661, 0.0460, 0.3457, 0.0238],
        [18, 4.211659193, 0.8675, 0.5086, 0.7292, 0.0387, 0.3964, 0.0215],
        [22, 4.222079430, 0.8737, 0.5164, 0.7947, 0.0283, 0.4485, 0.0149],
      ]
    ),
    (
      2,
      [
        [1, 1.313496196, 0.4524, 0.1649, 0.4666, 0.0882, 0.1787, 0.0376],
        [2, 2.151828949, 0.5329, 0.1974, 0.4788, 0.0637, 0.1911, 0.0311],
        [3, 2.864257626, 0.7095, 0.3252, 0.4953, 0.0578, 0.2033, 0.0298],
        [4, 3.515646280, 0.7413, 0.3794, 0.5093, 0.0541, 0.2181, 0.0291],
        [6, 4.244903086, 0.8071, 0.4403, 0.5491, 0.0571, 0.2472, 0.0331],
        [8, 4.568648239, 0.8373, 0.5064, 0.5846, 0.0532, 0.2762, 0.0327],
        [10, 4.702354281, 0.8839, 0.5397, 0.6219, 0.0483, 0.3039, 0.0280],
        [14, 4.861383349, 0.8998, 0.5695, 0.6858, 0.0464, 0.3567, 0.0292],
        [18, 4.911864907, 0.9093, 0.5829, 0.7456, 0.0408, 0.4062, 0.0257],
        [22, 4.911864907, 0.9093, 0.5829, 0.8045, 0.0276, 0.4552, 0.0182],
      ]
    ),
  ]

  @Test(arguments: cases.map(\.order))
  func optimaAreThoseOfOtherSolvers(order: Int) throws {
    let rows = try #require(Self.cases.first { $0.order == order }).rows
    let outcome = try Program().run(
      ["taxonomy"] + Published.options + [
        "--max-order", String(order), "--budgets", "1...22", "--json",
      ])
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("22 rows of --gain have no affinity"))
    let solutions = try #require(outcome.json()["solutions"]?.array)
    for row in rows {
      let solution = try #require(solutions.first { $0["budget"]?.number == row[0] })
      #expect(abs(try #require(solution["objective"]?.number) - row[1]) < 1e-9)
      #expect(abs(try #require(solution["meanGain"]?.number) - row[2]) < 1e-4)
      #expect(abs(try #require(solution["meanQuality"]?.number) - row[3]) < 1e-4)
    }
  }

  /// Two means of 300 draws each differ by less than three standard errors of their difference.
  @Test(arguments: cases.map(\.order))
  func randomTaxonomiesAreThoseOfTheReference(order: Int) throws {
    let rows = try #require(Self.cases.first { $0.order == order }).rows
    let outcome = try Program().run(
      ["significance"] + Published.options + [
        "--max-order", String(order), "--budgets", "1...22", "--draws", "300", "--json",
      ])
    let levels = try #require(outcome.json()["budgets"]?.array)
    for row in rows {
      let level = try #require(levels.first { $0["budget"]?.number == row[0] })
      for (name, mean, deviation) in [("gain", row[4], row[5]), ("quality", row[6], row[7])] {
        let figure = try #require(level[name])
        let error = deviation * (2.0 / 300).squareRoot()
        #expect(abs(try #require(figure["mean"]?.number) - mean) < 3 * error)
      }
    }
  }

  @Test func theTreeHasThe3DGroupAtItsRoot() throws {
    let text = try Program().run(["tree"] + Published.options + ["--json"]).json()
    let leaves = try #require(text["leaves"]?.array).compactMap(\.text)
    let merges = try #require(text["merges"]?.array)
    #expect(leaves.count == 26)
    func members(_ index: Int) -> Set<String> {
      guard index >= leaves.count else { return [leaves[index]] }
      let merge = merges[index - leaves.count]
      return members(merge["left"]?.integer ?? 0).union(members(merge["right"]?.integer ?? 0))
    }
    func parts(_ index: Int) -> [Set<String>] {
      let merge = merges[index - leaves.count]
      return [members(merge["left"]?.integer ?? 0), members(merge["right"]?.integer ?? 0)]
    }
    let solid: Set = [
      "rgb2sfnorm", "rgb2depth", "rgb2mist", "edge3d", "reshade", "segment25d", "curvature",
      "keypoint3d",
    ]
    let root = leaves.count + merges.count - 1
    #expect(parts(root).contains(solid))
    let last = try #require(merges.last)
    let rest = [last["left"]?.integer ?? 0, last["right"]?.integer ?? 0].first {
      !members($0).contains("rgb2depth")
    }
    #expect(parts(try #require(rest)).contains(["denoise"]))
  }
}
