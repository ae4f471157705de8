// Dense linear algebra for closed-form readouts: matrices of floats, row after row, one thread.
#ifndef CK_ALGEBRA_H
#define CK_ALGEBRA_H

#include <stdint.h>

/// C += A^T B, or C -= A^T B: each element is one chain of products over `depth`, added at its end.
///
/// `columns` is a multiple of 16; element (k, i) of A lies at a[k * a_depth + i * a_row], so that A
/// may be transposed.
typedef struct {
  int64_t rows, columns, depth;
  const float *a;
  int64_t a_depth, a_row;
  const float *b;
  int64_t b_row;
  float *c;
  int64_t c_row;
} ck_matrices;

/// Adds the product to C, or subtracts it.
void ck_multiply(int level, int subtract, const ck_matrices *p);

/// Replaces the upper triangle of the first `n` columns of A by U with A = U^T U, and the columns
/// behind them, up to `columns`, by U^-T times what was there; `n` is a multiple of 8.
///
/// Values below the diagonal are lost. Rows may be read and written up to the next multiple of 16
/// columns. Returns 0 where A is not positive definite.
int ck_factor(int level, int64_t n, int64_t columns, float *a, int64_t a_row);

/// B <- U^-T B for the upper triangle U of n x n; `columns` of B are a multiple of 16.
void ck_solve_transposed(
    int level, int64_t n, const float *u, int64_t u_row, int64_t columns, float *b, int64_t b_row);

/// B <- U^-1 B.
void ck_solve(
    int level, int64_t n, const float *u, int64_t u_row, int64_t columns, float *b, int64_t b_row);

/// The sum of a[i] * b[i] in double precision, in 16 lanes; `count` is a multiple of 16.
double ck_dot(int64_t count, const float *a, const float *b);

#endif
