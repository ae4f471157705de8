// Dense linear algebra for one instruction set. Everything rests on one product whose elements are
// chains over the depth, so tiles of any size give the same bytes.
#include "vector.h"

// Rows that triangular factors are made of at once: what a tile of the widest registers holds.
#define CK_BLOCK 8

CK_INLINE void tile(int rows, int vectors, int subtract, const ck_matrices *p, int64_t i, int64_t j) {
  vec16 sum[CK_TILE_ROWS][CK_TILE_VECTORS];
  CK_UNROLL for (int r = 0; r < rows; r++)
    CK_UNROLL for (int v = 0; v < vectors; v++) sum[r][v] = all16(0);
  const float *a = p->a + i * p->a_row, *b = p->b + j;
  for (int64_t k = 0; k < p->depth; k++) {
    vec16 factor[CK_TILE_VECTORS];
    CK_UNROLL for (int v = 0; v < vectors; v++) factor[v] = load16(b + 16 * v);
    CK_UNROLL for (int r = 0; r < rows; r++) {
      const vec16 value = all16(a[r * p->a_row]);
      CK_UNROLL for (int v = 0; v < vectors; v++)
        sum[r][v] = madd16(value, factor[v], sum[r][v]);
    }
    a += p->a_depth;
    b += p->b_row;
  }
  CK_UNROLL for (int r = 0; r < rows; r++) {
    float *c = p->c + (i + r) * p->c_row + j;
    CK_UNROLL for (int v = 0; v < vectors; v++) {
      const vec16 old = load16(c + 16 * v);
      store16(c + 16 * v, subtract ? old - sum[r][v] : old + sum[r][v]);
    }
  }
}

// All rows of `vectors` vectors of columns from j on; returns the column behind them.
CK_INLINE int64_t columns(int vectors, int subtract, const ck_matrices *p, int64_t j) {
  int64_t i = 0;
  for (; i + CK_TILE_ROWS <= p->rows; i += CK_TILE_ROWS)
    tile(CK_TILE_ROWS, vectors, subtract, p, i, j);
  for (; i < p->rows; i++) tile(1, vectors, subtract, p, i, j);
  return j + 16 * vectors;
}

static void multiply(int subtract, const ck_matrices *p) {
  int64_t j = 0;
  while (j + 16 * CK_TILE_VECTORS <= p->columns) j = columns(CK_TILE_VECTORS, subtract, p, j);
  if (CK_TILE_VECTORS > 2 && j + 32 <= p->columns) j = columns(2, subtract, p, j);
  while (j < p->columns) j = columns(1, subtract, p, j);
}

// row r -= factor * row s, from column `first` up to `columns`.
CK_INLINE void subtract_row(
    float *to, const float *from, float factor, int64_t first, int64_t columns) {
  const vec16 f = all16(-factor);
  for (int64_t j = first; j < columns; j += 16)
    store16(to + j, madd16(f, load16(from + j), load16(to + j)));
}

CK_INLINE void divide_row(float *row, float divisor, int64_t first, int64_t columns) {
  const vec16 d = all16(divisor);
  for (int64_t j = first; j < columns; j += 16) store16(row + j, load16(row + j) / d);
}

static int factor(int64_t n, int64_t columns, float *a, int64_t a_row) {
  columns = (columns + 15) / 16 * 16;
  for (int64_t i = 0; i < n; i += CK_BLOCK) {
    const int64_t first = i / 16 * 16;
    const ck_matrices above = {
        CK_BLOCK, columns - first, i, a + i, a_row, 1, a + first, a_row,
        a + i * a_row + first, a_row};
    multiply(1, &above);
    for (int64_t r = i; r < i + CK_BLOCK; r++) {
      float *row = a + r * a_row;
      for (int64_t s = i; s < r; s++)
        subtract_row(row, a + s * a_row, a[s * a_row + r], first, columns);
      const float pivot = row[r];
      if (!(pivot > 0)) return 0;
      divide_row(row, sqrtf(pivot), first, columns);
    }
  }
  return 1;
}

static void solve_transposed(
    int64_t n, const float *u, int64_t u_row, int64_t columns, float *b, int64_t b_row) {
  for (int64_t i = 0; i < n; i += CK_BLOCK) {
    const ck_matrices above = {
        CK_BLOCK, columns, i, u + i, u_row, 1, b, b_row, b + i * b_row, b_row};
    multiply(1, &above);
    for (int64_t r = i; r < i + CK_BLOCK; r++) {
      for (int64_t s = i; s < r; s++)
        subtract_row(b + r * b_row, b + s * b_row, u[s * u_row + r], 0, columns);
      divide_row(b + r * b_row, u[r * u_row + r], 0, columns);
    }
  }
}

static void solve(
    int64_t n, const float *u, int64_t u_row, int64_t columns, float *b, int64_t b_row) {
  for (int64_t i = n - CK_BLOCK; i >= 0; i -= CK_BLOCK) {
    const int64_t next = i + CK_BLOCK;
    const ck_matrices below = {
        CK_BLOCK, columns, n - next, u + i * u_row + next, 1, u_row, b + next * b_row, b_row,
        b + i * b_row, b_row};
    multiply(1, &below);
    for (int64_t r = next - 1; r >= i; r--) {
      for (int64_t s = r + 1; s < next; s++)
        subtract_row(b + r * b_row, b + s * b_row, u[r * u_row + s], 0, columns);
      divide_row(b + r * b_row, u[r * u_row + r], 0, columns);
    }
  }
}

const ck_algebra CK_ALGEBRA_TABLE = {multiply, factor, solve_transposed, solve};
