/// How the label of a task is made, in words: one paragraph for rendered rooms, one for files.
package struct TaskDocumentation: Sendable {
  /// In rendered rooms.
  package let rooms: String
  /// In folders in the layout of the released Taskonomy data.
  package let files: String
}

extension TaskDefinition {
  /// Whether the label follows from the pixels of the image alone, so that any photo has it.
  package var isOfPixels: Bool { TaskDocumentation.pixelTasks.contains(name) }

  /// How its label is made; nil for a task that stands in no dictionary.
  package var documentation: TaskDocumentation? {
    TaskDocumentation.all.first { $0.task == name }?.text
  }

  /// What its networks end in, in words.
  package var headSummary: String {
    switch target {
    case .map(let channels):
      "convolutions to a map half as fine as the image (as fine, in the paper's network), "
        + "\(channels) channel\(channels == 1 ? "" : "s")"
    case .labels(let classes):
      "convolutions to a map a quarter as fine as the image (as fine, in the paper's network), "
        + "\(classes) logits"
    case .vector(let count): "one hidden layer, \(count) number\(count == 1 ? "" : "s")"
    case .classes(let count), .distribution(let count): "one hidden layer, \(count) logits"
    }
  }

  /// What is done to the numbers of the target before they are learned, in words.
  package var normalization: String {
    if loss.isStandardized { return "mean 0 and deviation 1 per channel over the training split" }
    switch target {
    case .distribution: return "probabilities that add up to 1"
    case .labels, .classes: return "none; classes count from 0"
    case .map, .vector: return "none; 0 or 1"
    }
  }
}

extension TaskDocumentation {
  fileprivate static let pixelTasks = [
    "autoencoding", "denoising", "colorization", "inpainting", "jigsaw", "edge_texture",
    "keypoints2d", "segment_unsup2d",
  ]

  private static let ownImage =
    "The same in files: the label is computed from the picture in `rgb/`, scaled by areas to the "
    + "spec's size."

  fileprivate static let all: [(task: String, text: TaskDocumentation)] =
    pixels + surfaces + meanings + geometry

  private static func entry(
    _ task: String, rooms: String, files: String
  ) -> (task: String, text: TaskDocumentation) {
    (task, TaskDocumentation(rooms: rooms, files: files))
  }

  private static let pixels = [
    entry(
      "autoencoding",
      rooms: "The picture itself, as means over the pixels of each cell of the map, in [-1, 1].",
      files: ownImage),
    entry(
      "denoising",
      rooms: "The clean picture, in [-1, 1]. The input has Gaussian noise of deviation 0.2 on that "
        + "scale, cut to it, drawn from the data's seed and the sample's number.", files: ownImage),
    entry(
      "colorization",
      rooms:
        "Red and blue minus brightness (0.3 R + 0.59 G + 0.11 B). The input has the brightness "
        + "in all three channels. The paper predicts a distribution over 313 bins of colour instead.",
      files: ownImage),
    entry(
      "inpainting",
      rooms: "The whole picture, in [-1, 1]. In the input the centre square, half as wide as the "
        + "picture, is mid-grey.", files: ownImage),
    entry(
      "jigsaw",
      rooms: "Which one of a fixed list of orders the nine tiles of the input were put into, drawn "
        + "from the data's seed and the sample's number. Tiles have gaps between them, so that lines "
        + "do not simply continue.", files: ownImage),
    entry(
      "edge_texture",
      rooms:
        "The magnitude of the Sobel gradient of the brightness (0 to 1), slightly blurred first; "
        + "no thinning. Cut at 8 % of the greatest magnitude, which counts as 1.",
      files: "`edge_texture/`, 16-bit grey. As in the paper values are clipped at 0.08 of the full "
        + "scale, which counts as 1 here."),
    entry(
      "keypoints2d",
      rooms:
        "The determinant of the Hessian of the brightness, the largest of four scales (0.8 to 3.75 "
        + "of 64 pixels): high at corners and blobs, before any thinning. Cut at 0.005, which "
        + "counts as 1.",
      files:
        "`keypoints2d/`, 16-bit grey (SURF). As in the paper values are clipped at 0.005 of the "
        + "full scale, which counts as 1 here."),
    entry(
      "segment_unsup2d",
      rooms:
        "Graph-based segmentation (Felzenszwalb and Huttenlocher 2004) of the colours. The label "
        + "says, for pairs of pixels at eight fixed distances, whether both are in one segment: a "
        + "stand-in without sampling for the paper's metric loss.",
      files:
        "`segment_unsup2d/`: equal values, or equal colours, are one segment; the pairs are made "
        + "of them as for rooms."),
  ]

  private static let surfaces = [
    entry(
      "segment_unsup25d",
      rooms: "As segment_unsup2d, but neighbours must also lie on one another's tangent planes and "
        + "face the same way.",
      files: "`segment_unsup25d/`: as for segment_unsup2d."),
    entry(
      "edge_occlusion",
      rooms:
        "The slope of the root of the depth (Sobel, 128 m and 512 pixels as units), blurred: "
        + "strong where one surface hides another, weak where one is slanted. 0.00625 counts as 1, "
        + "not clipped; so the files of Taskonomy were made.",
      files: "`edge_occlusion/`, 16-bit grey: 0.00625 of the full scale counts as 1, not clipped. "
        + "Blurred by a 64th of the picture when it is read, as in the paper. Pixels without depth "
        + "do not count."),
    entry(
      "keypoints3d",
      rooms:
        "The smaller eigenvalue of the structure tensor of the normals and the logarithm of the "
        + "depth: high at corners of the surface. 0 to 1.",
      files: "`keypoints3d/`, 16-bit grey (NARF): the full scale counts as 1. Pixels without depth "
        + "do not count."),
    entry(
      "curvature",
      rooms:
        "The two principal curvatures k (1/m) as tanh(k / 4), the stronger first, positive where "
        + "convex; 0 where one surface hides another.",
      files: "`principal_curvature/`, 8-bit: the first two channels, (value - 127) / 127. Pixels "
        + "without depth do not count."),
    entry(
      "depth_zbuffer",
      rooms: "The natural logarithm of the distance from the camera's plane, in metres.",
      files:
        "`depth_zbuffer/`, 16-bit grey in 1/512 m; the logarithm is taken. Raw values of 64500 "
        + "and more, and 0, are pixels without a surface and do not count, here and in all other "
        + "labels that need one."),
    entry(
      "depth_euclidean",
      rooms: "The natural logarithm of the distance from the camera's centre, in metres.",
      files: "`depth_euclidean/`, 16-bit grey in 1/512 m; the logarithm is taken."),
    entry(
      "normal",
      rooms: "The unit normal in the camera's coordinates: to the right, up, towards the viewer.",
      files:
        "`normal/`, 8-bit RGB: (value - 127) / 127, in the order of the channels. Pixels without "
        + "depth do not count."),
    entry(
      "reshading",
      rooms:
        "The cosine between the normal and a lamp at the camera, fading with distance; 0 to 1.",
      files: "`reshading/`, 8-bit: value / 255 of the first channel. Pixels without depth do not "
        + "count."),
  ]

  private static let meanings = [
    entry(
      "segment_semantic",
      rooms:
        "The class of the thing at the centre of each cell: background, which counts little, and "
        + "\(TaskDictionary.semanticClassCount - 1) kinds of movable things, from tables to clutter.",
      files: "`segment_semantic/`, 8-bit: value - 1 is the class (background, then 16 kinds of "
        + "objects in the released data); 0 is uncertain and does not count."),
    entry(
      "class_object",
      rooms: "The areas of the kinds of objects, weighted towards the centre of the picture and "
        + "flattened so that small things count, with a constant for \"nothing in particular\".",
      files: "`class_object/`, an array (.npy) of the teacher's logits for the 1000 classes of "
        + "ImageNet; the label is their softmax, a distribution of 1000. Files of less than 100 bytes "
        + "are empty labels."),
    entry(
      "class_scene",
      rooms: "The type of the room that was built: bedroom, kitchen, corridor and so on.",
      files:
        "`class_scene/`, an array (.npy) of the teacher's probabilities for the 365 classes of "
        + "Places; the label is the distribution over the 63 of them that are homes and workplaces, "
        + "learned with softCrossEntropy."),
  ]

  private static let geometry = [
    entry(
      "vanishing_point",
      rooms:
        "The room's three axes as unit vectors in the camera's coordinates (right, up, forward): "
        + "the most frontal one, the one to its right, and up.",
      files:
        "`points/`, the camera's rotation (`camera_rotation_final`): buildings stand along the "
        + "axes of their coordinates. Made as for rooms."),
    entry(
      "room_layout",
      rooms:
        "The logarithms of the distances to the shell of the room along these axes, forwards and "
        + "backwards, then the sines of the camera's turn from the frontal axis and of its pitch.",
      files: "`points/`, the camera and `bounding_box_ranges`, whose x and y are exchanged in the "
        + "released data. Made as for rooms; a camera outside the box gives no label."),
    entry(
      "fixated_pose",
      rooms: "Where the camera of the second image stands and looks, seen from the first one's: "
        + "translation to the right, up and forward (m), turn, change and mean of the pitch. Both "
        + "look at one point, which a ray verifies.",
      files: "`points/`: the image and the next view of the same point. No label where a point has "
        + "only one view."),
    entry(
      "nonfixated_pose",
      rooms: "The same of two cameras that see one part of the room but look at different points.",
      files: "`points/`: the image and the first view of a point that is seen from it "
        + "(`nonfixated_points_in_view`)."),
    entry(
      "egomotion",
      rooms: "The poses of the second and the third image, seen from the first; all look at one "
        + "point.",
      files:
        "`points/`: the image and the next two views of the same point. No label where a point "
        + "has fewer than three."),
    entry(
      "point_matching",
      rooms:
        "Whether both images have the same point of the room at their centre. Each room makes a pair "
        + "that has and one that has not, and a step of training sees both.",
      files:
        "The image with the next view of the same point (yes), or with a view of another point "
        + "that is seen from it (no)."),
  ]
}
