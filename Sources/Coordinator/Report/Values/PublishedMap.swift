package import Taxonomy

/// How the map that the paper's authors published ranks the sources of its targets.
///
/// From `results/affinities/all_affinities.pkl` of github.com/StanfordVL/taskonomy (MIT License,
/// Copyright 2017 Stanford Vision and Learning Group): first-order affinities, measured on
/// photographs of real buildings. Its `class_selected`, a classification of 100 kinds of objects,
/// has no counterpart in the dictionary, and it has no `class_scene`.
package enum PublishedMap {
  /// The order of the sources, for reading the ranks; tasks by their names in the dictionary.
  private static let sources = """
    autoencoding denoising colorization inpainting jigsaw edge_texture keypoints2d \
    segment_unsup2d edge_occlusion keypoints3d curvature depth_zbuffer depth_euclidean normal \
    reshading segment_unsup25d segment_semantic class_object vanishing_point room_layout \
    fixated_pose nonfixated_pose egomotion point_matching random
    """

  /// The rank of each source, 1 for the best; a dash for the target's own encoder.
  private static let ranks: KeyValuePairs = [
    "autoencoding":
      "- 1 3 2 23 22 4 5 12 13 11 18 20 19 15 17 10 7 24 21 9 14 16 8 6",
    "denoising":
      "2 - 3 1 23 21 4 5 15 16 11 18 13 20 14 19 9 7 24 22 10 12 17 8 6",
    "edge_texture":
      "2 4 5 6 19 - 1 3 11 9 7 18 14 13 16 8 10 12 23 20 21 24 22 15 17",
    "keypoints2d":
      "2 1 3 5 22 6 - 4 15 12 14 19 13 20 18 17 11 8 24 23 10 16 21 9 7",
    "segment_unsup2d":
      "1 3 4 6 17 5 2 - 12 18 8 19 14 13 15 7 9 11 23 22 21 24 20 10 16",
    "edge_occlusion":
      "20 14 15 19 22 12 16 11 - 2 4 3 6 1 5 7 9 18 13 8 10 24 21 17 23",
    "keypoints3d":
      "14 11 16 10 20 9 15 8 4 - 1 7 6 2 5 3 13 12 17 18 21 24 22 19 23",
    "curvature":
      "19 13 23 8 15 16 18 22 6 3 - 2 5 1 4 7 10 11 12 9 17 14 20 21 24",
    "depth_zbuffer":
      "21 19 15 22 20 16 18 14 4 3 6 - 1 5 2 7 9 11 17 8 10 24 12 13 23",
    "depth_euclidean":
      "19 18 14 22 21 16 20 17 3 4 6 1 - 5 2 7 8 10 15 9 11 23 13 12 24",
    "normal":
      "14 15 18 13 20 10 11 12 2 4 3 7 6 - 1 5 16 19 9 8 17 23 21 22 24",
    "reshading":
      "17 19 18 22 21 12 16 15 4 6 5 2 3 1 - 7 9 14 11 8 10 23 13 20 24",
    "segment_unsup25d":
      "11 12 15 13 21 8 10 9 4 1 3 7 6 2 5 - 14 16 18 17 19 23 22 20 24",
    "segment_semantic":
      "15 14 10 16 18 13 12 11 6 3 1 8 7 2 4 5 - 9 22 21 19 23 20 17 24",
    "class_object":
      "17 16 13 15 14 19 18 12 2 4 3 23 7 6 9 8 1 - 22 10 11 21 20 5 24",
    "vanishing_point":
      "21 22 20 18 11 9 13 16 4 6 7 8 10 1 3 5 15 17 - 2 12 23 14 19 24",
    "room_layout":
      "22 23 18 21 9 12 20 19 4 7 8 6 5 1 3 10 15 14 2 - 11 17 13 16 24",
    "fixated_pose":
      "21 17 18 19 9 23 20 22 8 12 11 6 3 2 7 13 15 16 5 1 - 14 4 10 24",
    "nonfixated_pose":
      "16 14 15 20 13 24 21 23 7 8 11 9 12 2 5 18 17 19 3 6 1 - 4 10 22",
    "egomotion":
      "20 22 15 19 12 21 23 17 4 8 9 18 5 1 6 10 13 16 7 3 2 14 - 11 24",
    "point_matching":
      "16 21 11 24 17 22 15 18 1 3 8 2 6 5 4 10 13 12 20 14 7 19 9 - 23",
  ]

  /// A number per transfer that is the higher, the better the source: its rank, negative.
  package static let table: TransferTable = {
    let names = sources.split(separator: " ").map(String.init)
    return TransferTable(
      ranks.flatMap { target, ranks in
        zip(names, ranks.split(separator: " ")).compactMap { source, rank in
          Int(rank).map { (Transfer(sources: [source], target: target), -Double($0)) }
        }
      })
  }()
}
