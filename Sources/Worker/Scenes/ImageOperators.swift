internal import CMath
internal import CScenes

/// A square map of numbers, row-major.
package typealias Plane = [Float]

/// The image operators of the renderer on square planes of `size` by `size` pixels.
package struct ImageOperators {
  /// Pixels a side.
  package let size: Int
  private let count: Int

  /// Makes operators for pictures of `size` pixels a side.
  package init(size: Int) {
    self.size = size
    count = size * size
  }

  private var side: Int32 { Int32(size) }

  private func check(_ planes: [Plane]) {
    precondition(planes.allSatisfy { $0.count == count }, "a plane of another size")
  }

  /// A plane of the right size that `body` fills.
  private func filled(_ body: (UnsafeMutablePointer<Float>?) -> Void) -> Plane {
    Plane(unsafeUninitializedCapacity: count) { buffer, initialized in
      body(buffer.baseAddress)
      initialized = count
    }
  }

  /// Lends `body` four planes of memory with no particular content.
  private func withScratch<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * count, body)
  }

  /// Gaussian blur with the given standard deviation in pixels.
  package func blur(_ plane: Plane, sigma: Float) -> Plane {
    check([plane])
    precondition(sigma > 0 && sigma <= 40, "a blur of 0 to 40 pixels")
    return withScratch { scratch in
      filled { scene_blur(plane, side, sigma, scratch.baseAddress, $0) }
    }
  }

  /// Sobel gradient magnitude of a grey picture (0 to 1), blurred by half a 64th of the picture and
  /// cut at 8 % of the greatest magnitude, which is 1.
  package func edgeTexture(_ grey: Plane) -> Plane {
    check([grey])
    return withScratch { scratch in
      filled { scene_edge_texture(grey, side, scratch.baseAddress, $0) }
    }
  }

  /// Determinant of the Hessian of a grey picture, the largest of four scales from 0.8 to 3.75 64ths
  /// of the picture, cut at 0.005, which is 1.
  package func keypoints2D(_ grey: Plane) -> Plane {
    check([grey])
    return withScratch { scratch in
      filled { scene_keypoints_2d(grey, side, scratch.baseAddress, $0) }
    }
  }

  /// Sobel gradient magnitude of the root of the depth, as a share of that of 128 m, per 512th of the
  /// picture; 0.00625 is 1.
  ///
  /// This is how the authors of the Taskonomy data made its occlusion edges (they published it with
  /// Omnidata): slanted surfaces answer, too, and a deep edge more than a shallow one.
  package func edgeOcclusion(depth: Plane) -> Plane {
    check([depth])
    return withScratch { scratch in
      filled { scene_edge_occlusion(depth, side, scratch.baseAddress, $0) }
    }
  }

  /// Occlusion edges as networks learn them: blurred by a 64th of the picture, 40 pixels at most.
  ///
  /// The paper's loader does it when it reads their files (4 of 256 pixels).
  package func softened(_ edges: Plane) -> Plane {
    blur(edges, sigma: min(Float(size) / 64, 40))
  }

  /// Where one surface hides another, 0 to 1, blurred by a 64th of the picture.
  ///
  /// `normals` and `points` are three planes each, in camera coordinates (z towards the viewer).
  package func hidden(normals: [Plane], points: [Plane]) -> Plane {
    check(normals + points)
    precondition(normals.count == 3 && points.count == 3, "vectors have three components")
    return withScratch { scratch in
      withPointers(normals) { normals in
        withPointers(points) { points in
          filled { scene_hidden(normals, points, side, scratch.baseAddress, $0) }
        }
      }
    }
  }

  /// Smaller eigenvalue of the structure tensor of three planes of normals and one of log depth.
  package func keypoints3D(normals: [Plane], logDepth: Plane) -> Plane {
    check(normals + [logDepth])
    precondition(normals.count == 3, "normals have three components")
    return withScratch { scratch in
      withPointers(normals) { normals in
        filled { scene_keypoints_3d(normals, logDepth, side, scratch.baseAddress, $0) }
      }
    }
  }

  /// The principal curvatures k (1/m) as tanh(k / 4), the stronger first, positive where convex.
  ///
  /// `normals` and `points` are three planes each, in camera coordinates (z towards the viewer).
  package func curvature(normals: [Plane], points: [Plane]) -> (first: Plane, second: Plane) {
    check(normals + points)
    precondition(normals.count == 3 && points.count == 3, "vectors have three components")
    var second = Plane(repeating: 0, count: count)
    let first = withScratch { scratch in
      withPointers(normals) { normals in
        withPointers(points) { points in
          second.withUnsafeMutableBufferPointer { second in
            filled {
              scene_curvature(
                normals, points, side, scratch.baseAddress, $0, second.baseAddress)
            }
          }
        }
      }
    }
    return (first, second)
  }
}

/// Calls `body` with the addresses of `planes`, valid during the call.
func withPointers<Result>(
  _ planes: [Plane], _ body: (UnsafePointer<UnsafePointer<Float>?>) -> Result
) -> Result {
  func collect(_ found: [UnsafePointer<Float>?]) -> Result {
    guard found.count < planes.count else {
      return found.withUnsafeBufferPointer { pointers in
        guard let base = pointers.baseAddress else { preconditionFailure("no planes") }
        return body(base)
      }
    }
    return planes[found.count].withUnsafeBufferPointer { collect(found + [$0.baseAddress]) }
  }
  return collect([])
}
