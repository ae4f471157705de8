import Taxonomy
import Testing

@Suite struct GroupStructureTests {
  /// Sources `a` and `b` serve t, sources `c` and `d` serve u; `e` serves nobody.
  private let table = TransferTable(
    [
      ("a", "t", 0.4), ("b", "t", 0.3), ("c", "t", 0.1), ("d", "t", 0.05), ("e", "t", 0.01),
      ("a", "u", 0.1), ("b", "u", 0.05), ("c", "u", 0.4), ("d", "u", 0.3), ("e", "u", 0.01),
      ("self", "t", 0.9), ("scratch", "u", 0.9), ("t", "t", 0.8),
    ].map { (transfer: Transfer(sources: [$0.0], target: $0.1), value: $0.2) })

  @Test func neighboursOfOneGroupArePure() {
    let structure = GroupStructure(table, groups: ["a": "x", "b": "x", "c": "y", "d": "y"])
    #expect(structure.neighbourPurity(of: "x") == 1)
    #expect(structure.neighbourPurity(of: "z") == nil)
    let mixed = GroupStructure(table, groups: ["a": "x", "b": "y", "c": "x", "d": "y"])
    #expect(mixed.neighbourPurity(of: "x") == 0)
  }

  @Test func percentilesAreAmongTheOtherSources() {
    let structure = GroupStructure(table, groups: [:])
    #expect(structure.ranking(of: "t") == ["a", "b", "c", "d", "e"])
    #expect(structure.meanPercentile(of: { $0 == "a" }, on: { $0 == "t" }) == 1)
    #expect(structure.meanPercentile(of: { $0 == "b" }, on: { _ in true }) == (0.75 + 0.25) / 2)
    #expect(structure.meanPercentile(of: { $0 == "e" }, on: { _ in true }) == 0)
    #expect(structure.meanPercentile(of: { _ in true }, on: { $0 == "v" }) == nil)
  }

  /// Found by a few lines in another language.
  @Test(.enabled(if: Published.isThere)) func thePublishedMapHasItsGroups() throws {
    let flat = [
      "autoencoder", "denoise", "colorization", "impainting_whole", "edge2d", "keypoint2d",
      "segment2d",
    ]
    let solid = [
      "edge3d", "keypoint3d", "curvature", "rgb2depth", "rgb2mist", "rgb2sfnorm", "reshade",
      "segment25d",
    ]
    let pose = [
      "jigsaw", "vanishing_point_well_defined", "room_layout", "fix_pose", "non_fixated_pose",
      "ego_motion", "point_match",
    ]
    var groups = ["segmentsemantic_rb": "semantic", "class_1000": "semantic"]
    groups["class_selected"] = "semantic"
    for task in flat { groups[task] = "2D" }
    for task in solid { groups[task] = "3D" }
    for task in pose { groups[task] = "geometric" }
    let structure = GroupStructure(try Published().affinities, groups: groups)
    #expect(structure.neighbourPurity(of: "3D") == 1)
    #expect(structure.neighbourPurity(of: "2D") == 6.0 / 7)
    func percentile(_ source: String, _ target: String) throws -> Double {
      try #require(
        structure.meanPercentile(of: { groups[$0] == source }, on: { groups[$0] == target }))
    }
    #expect(abs(try percentile("3D", "3D") - 0.875) < 5e-4)
    #expect(abs(try percentile("2D", "2D") - 0.850) < 5e-4)
    #expect(abs(try percentile("geometric", "geometric") - 0.612) < 5e-4)
    let random = try #require(
      structure.meanPercentile(of: { $0 == "random" }, on: { _ in true }))
    #expect(abs(random - 0.146) < 5e-4)
    #expect(structure.ranking(of: "rgb2depth").first == "rgb2mist")
    #expect(structure.ranking(of: "reshade").first == "rgb2sfnorm")
  }
}
