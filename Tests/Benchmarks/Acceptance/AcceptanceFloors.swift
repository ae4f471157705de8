/// What a map of the dictionary's tasks on rendered rooms has to reach.
enum AcceptanceFloors {
  /// The least share of test images on which a task's own network beats the average guess.
  static let overAverage: [(rate: Double, tasks: [String])] = [
    (
      0.95,
      [
        "autoencoding", "denoising", "inpainting", "edge_texture", "keypoints2d",
        "segment_unsup2d", "segment_unsup25d", "segment_semantic", "normal", "keypoints3d",
      ]
    ),
    (0.85, ["reshading", "edge_occlusion", "curvature"]),
    (0.80, ["depth_zbuffer", "depth_euclidean", "room_layout", "jigsaw", "point_matching"]),
    (0.70, ["class_object", "fixated_pose", "nonfixated_pose", "egomotion"]),
    (0.65, ["class_scene", "vanishing_point"]), (0.60, ["colorization"]),
  ]
  /// The mean of these shares in plain rooms, where 2D and 3D edges coincide.
  static let meanOverAverageInPlainRooms = 0.87
  /// The mean of these shares.
  static let meanOverAverage = 0.81
  /// The least share on which a task's own network beats the readout of a random encoder, and the
  /// mean of these shares.
  static let overRandom = (least: 0.60, mean: 0.85)
  /// Spearman's correlations of two runs with different seeds.
  static let seeds = (rows: 0.85, cells: 0.90)
  /// Spearman's correlation of estimated and trained affinities, mean of the rows.
  static let estimates = 0.85
  /// Agreement with the published map: correlations, and how many targets agree better than
  /// `row`.
  static let published = (rows: 0.50, cells: 0.42, mantel: 0.35, row: 0.30, count: 15)
  /// The least share of 3D sources whose nearest other source is a 3D task too.
  static let neighbourPurity = 0.6
  /// The least mean percentile of 3D sources on 3D targets, and the highest of the random encoder.
  static let percentiles = (surface: 0.6, random: 0.15)
  /// Spearman's correlation of affinities from half of the test images with those from all.
  static let halfOfImages = 0.97
}
