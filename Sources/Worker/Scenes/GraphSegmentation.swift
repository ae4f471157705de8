internal import CScenes

/// Unsupervised segmentation of pictures and surfaces, with its buffers.
///
/// Felzenszwalb and Huttenlocher, Efficient graph-based image segmentation, IJCV 2004.
package struct GraphSegmentation {
  /// Pixels a side.
  package let size: Int
  private var edges: [SceneEdge]
  private var parents: [Int32]
  private var thresholds: [Float]

  /// Makes room for pictures of `size` pixels a side.
  package init(size: Int) {
    self.size = size
    edges = Array(repeating: SceneEdge(), count: 8 * size * size)
    parents = Array(repeating: 0, count: 2 * size * size)
    thresholds = Array(repeating: 0, count: size * size)
  }

  /// Labels pixels that are alike in the weighted `channels`, by numbers from 0.
  ///
  /// Where `surface` is given (metres and unit normals in camera coordinates), they must also lie on
  /// one another's tangent planes. `threshold` is the k of the paper: larger means larger segments.
  /// No segment has fewer than `smallest` pixels. All planes have `size * size` elements.
  package mutating func segment(
    _ channels: [Plane], weights: [Float], surface: (points: [Plane], normals: [Plane])? = nil,
    threshold: Float, smallest: Int
  ) -> [Int16] {
    let size = size
    precondition(channels.count == weights.count, "a channel without a weight")
    let planes = channels + (surface.map { $0.points + $0.normals } ?? [])
    precondition(planes.allSatisfy { $0.count == size * size }, "a plane of another size")
    return withGraph { graph in
      withPointers(channels) { channels in
        guard let surface else {
          return Self.run(
            channels, weights, nil, nil, size: size, threshold: threshold, smallest: smallest,
            graph: graph)
        }
        return withPointers(surface.points) { points in
          withPointers(surface.normals) { normals in
            Self.run(
              channels, weights, points, normals, size: size, threshold: threshold,
              smallest: smallest, graph: graph)
          }
        }
      }
    }
  }

  private static func run(
    _ channels: UnsafePointer<UnsafePointer<Float>?>, _ weights: [Float],
    _ points: UnsafePointer<UnsafePointer<Float>?>?,
    _ normals: UnsafePointer<UnsafePointer<Float>?>?, size: Int, threshold: Float, smallest: Int,
    graph: SceneGraph
  ) -> [Int16] {
    [Int16](unsafeUninitializedCapacity: size * size) { labels, initialized in
      var graph = graph
      _ = scene_segment(
        channels, weights, Int32(weights.count), points, normals, Int32(size), threshold,
        Int32(smallest), &graph, labels.baseAddress)
      initialized = size * size
    }
  }

  private mutating func withGraph(_ body: (SceneGraph) -> [Int16]) -> [Int16] {
    let pixels = size * size
    return edges.withUnsafeMutableBufferPointer { edges in
      parents.withUnsafeMutableBufferPointer { parents in
        thresholds.withUnsafeMutableBufferPointer { thresholds in
          guard let edge = edges.baseAddress, let parent = parents.baseAddress else {
            preconditionFailure("a picture without pixels")
          }
          return body(
            SceneGraph(
              edges: edge, sorted: edge + 4 * pixels, parents: parent, counts: parent + pixels,
              thresholds: thresholds.baseAddress))
        }
      }
    }
  }
}
