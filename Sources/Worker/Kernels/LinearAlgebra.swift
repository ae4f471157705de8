internal import CKernels

/// Dense linear algebra on one thread, for readouts in closed form.
///
/// Matrices are rows of floats. The bytes depend on the numerics class alone: AVX-512 and AVX2 give
/// the same ones.
package struct LinearAlgebra: Sendable {
  /// Columns are padded to a multiple of this: the logical lanes.
  package static let lanes = 16
  /// Orders of triangular factors are multiples of this.
  package static let block = 8

  private let level: Int32

  /// The algebra in the arithmetic of `backend`.
  package init(_ backend: any Backend) {
    self.init(backend.hostInstructions)
  }

  /// The algebra of an instruction set that this processor has.
  package init(_ instructions: InstructionSet) {
    precondition(instructions.level <= InstructionSet.best.level, "the processor has them")
    level = instructions.level
  }

  /// A matrix in somebody's memory: element (row, column) lies at `row * stride + column`.
  package struct Matrix {
    /// The first element.
    package let start: UnsafeMutablePointer<Float>
    /// Floats from one row to the next.
    package let stride: Int

    /// A matrix that begins at `start`.
    package init(_ start: UnsafeMutablePointer<Float>, stride: Int) {
      self.start = start
      self.stride = stride
    }

    /// The part that begins at a row and a column.
    package func from(_ row: Int, _ column: Int = 0) -> Matrix {
      Matrix(start + row * stride + column, stride: stride)
    }
  }

  /// C += AᵀB, or C -= AᵀB, for A of [depth][rows], B of [depth][columns], C of [rows][columns].
  ///
  /// - Parameters:
  ///   - isTransposed: whether A lies as [rows][depth].
  ///   - columns: a multiple of 16.
  package func multiply(
    _ a: Matrix, isTransposed: Bool = false, _ b: Matrix, rows: Int, columns: Int, depth: Int,
    isSubtracted: Bool = false, into c: Matrix
  ) {
    precondition(columns % Self.lanes == 0, "columns fill the lanes")
    var matrices = ck_matrices(
      rows: Int64(rows), columns: Int64(columns), depth: Int64(depth), a: a.start,
      a_depth: Int64(isTransposed ? 1 : a.stride), a_row: Int64(isTransposed ? a.stride : 1),
      b: b.start, b_row: Int64(b.stride), c: c.start, c_row: Int64(c.stride))
    ck_multiply(level, isSubtracted ? 1 : 0, &matrices)
  }

  /// Replaces a symmetric positive definite matrix of `order` by U, upper triangular, with UᵀU
  /// equal to it, and the columns behind it, up to `columns`, by U⁻ᵀ times what was there.
  ///
  /// What lies below the diagonal is lost. Rows are used up to the next multiple of 16 columns.
  /// - Returns: whether the matrix was positive definite.
  package func factor(_ matrix: Matrix, order: Int, columns: Int) -> Bool {
    precondition(order % Self.block == 0 && columns >= order, "a factor is made in blocks")
    return ck_factor(level, Int64(order), Int64(columns), matrix.start, Int64(matrix.stride)) != 0
  }

  /// B ← U⁻ᵀB for U of `order`, which `factor` made; `columns` is a multiple of 16.
  package func solveTransposed(_ upper: Matrix, order: Int, columns: Int, _ b: Matrix) {
    precondition(columns % Self.lanes == 0, "columns fill the lanes")
    ck_solve_transposed(
      level, Int64(order), upper.start, Int64(upper.stride), Int64(columns), b.start,
      Int64(b.stride))
  }

  /// B ← U⁻¹B.
  package func solve(_ upper: Matrix, order: Int, columns: Int, _ b: Matrix) {
    precondition(columns % Self.lanes == 0, "columns fill the lanes")
    ck_solve(
      level, Int64(order), upper.start, Int64(upper.stride), Int64(columns), b.start,
      Int64(b.stride))
  }

  /// The sum of the products of `count` values, a multiple of 16, in double precision.
  package func dot(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int
  ) -> Double {
    precondition(count % Self.lanes == 0, "values fill the lanes")
    return ck_dot(Int64(count), left, right)
  }
}
