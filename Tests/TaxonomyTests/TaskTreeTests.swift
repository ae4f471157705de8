import Documents
import Taxonomy
import Testing

@Suite struct TaskTreeTests {
  /// Sources `a` and `b` teach t, sources `c` and `d` teach u.
  private let table = TransferTable(
    [
      ("a", "t", 0.6), ("b", "t", 0.3), ("c", "t", 0.05), ("d", "t", 0.05), ("a", "u", 0.05),
      ("b", "u", 0.05), ("c", "u", 0.5), ("d", "u", 0.4),
    ].map { (transfer: Transfer(sources: [$0.0], target: $0.1), value: $0.2) })

  @Test func likeTasksMeetFirst() throws {
    let tree = try TaskTree(table)
    #expect(tree.leaves == ["a", "b", "c", "d"])
    #expect(tree.clusters(2) == [["a", "b"], ["c", "d"]])
    #expect(tree.clusters(1) == [["a", "b", "c", "d"]])
    #expect(tree.clusters(4).count == 4)
    #expect(tree.merges.map(\.size) == [2, 2, 4])
    #expect(Set(tree.leafOrder) == ["a", "b", "c", "d"])
    #expect(tree.newick.hasSuffix(");"))
    #expect(tree.json["merges"]?.array?.count == 3)
  }

  @Test func namesAreQuotedInNewick() throws {
    let odd = TransferTable([
      (transfer: Transfer(sources: ["it's (odd)"], target: "t"), value: 0.5),
      (transfer: Transfer(sources: ["plain"], target: "t"), value: 0.5),
    ])
    #expect(try TaskTree(odd).newick == "('it''s (odd)':0,plain:0);")
  }

  @Test func oneTaskIsNoTree() {
    let one = TransferTable([(transfer: Transfer(sources: ["a"], target: "t"), value: 1)])
    #expect(throws: Failure.self) { try TaskTree(one) }
  }

  /// Cut in four, the published map by ranks shows the paper's groups; only point matching is in
  /// another one.
  @Test(.enabled(if: Published.isThere)) func ranksShowTheGroupsOfThePublishedMap() throws {
    let affinities = try Published().affinities
    let tree = try TaskTree(
      affinities, sources: affinities.sources.filter { $0 != "random" }, likeness: .ranks)
    let expected: Set<[String]> = [
      [
        "autoencoder", "colorization", "denoise", "edge2d", "impainting_whole", "keypoint2d",
        "segment2d",
      ],
      [
        "curvature", "edge3d", "keypoint3d", "reshade", "rgb2depth", "rgb2mist", "rgb2sfnorm",
        "segment25d",
      ],
      [
        "ego_motion", "fix_pose", "jigsaw", "non_fixated_pose", "room_layout",
        "vanishing_point_well_defined",
      ],
      ["class_1000", "class_selected", "point_match", "segmentsemantic_rb"],
    ]
    #expect(Set(tree.clusters(4)) == expected)
  }

  /// Sources that rank alike are alike, however far apart their affinities are.
  @Test func ranksIgnoreHowHighAnAffinityIs() throws {
    let squeezed = TransferTable(
      zip(table.transfers, table.values).map { (transfer: $0, value: $1 * $1 * $1) })
    let tree = try TaskTree(table, likeness: .ranks)
    #expect(tree == (try TaskTree(squeezed, likeness: .ranks)))
    #expect(tree.clusters(2) == [["a", "b"], ["c", "d"]])
  }

  /// The merges that SciPy's average linkage finds in the published affinities.
  @Test(.enabled(if: Published.isThere)) func agreesWithSciPyOnThePublishedData() throws {
    let tree = try TaskTree(try Published().affinities)
    let expected: [(Int, Int, Double, Int)] = [
      (8, 9, 0.001090957833815, 2), (1, 2, 0.001753352066444, 2), (11, 14, 0.002323852303745, 2),
      (4, 13, 0.003251201147984, 2), (26, 28, 0.004497628448839, 4), (21, 25, 0.005664708528657, 2),
      (15, 30, 0.006348698105676, 5), (7, 17, 0.007343005979276, 2), (18, 19, 0.009041081937240, 2),
      (22, 29, 0.010025395349928, 3), (16, 32, 0.011033075247838, 6),
      (3, 23, 0.012855047795380, 2), (0, 12, 0.015191015787300, 2), (24, 27, 0.015951153075171, 3),
      (33, 35, 0.017902564581448, 5), (36, 39, 0.024230447216528, 9),
      (37, 38, 0.027824619798048, 4), (34, 40, 0.029830502063755, 7),
      (31, 41, 0.032437205123477, 11), (20, 43, 0.041487715038100, 8),
      (10, 42, 0.043972104372169, 5), (6, 46, 0.061515030605831, 6),
      (44, 47, 0.066571599550772, 17), (5, 48, 0.149207091314980, 18),
      (45, 49, 0.162812895635059, 26),
    ]
    #expect(tree.merges.count == expected.count)
    for (merge, expected) in zip(tree.merges, expected) {
      #expect(merge.left == expected.0 && merge.right == expected.1 && merge.size == expected.3)
      #expect(abs(merge.distance - expected.2) < 1e-12)
    }
  }
}
