// Which linear algebra a call goes to.
#include "algebra_kernels.h"
#include "include/CKernels.h"

static const ck_algebra *algebra(int level) {
#if defined(__x86_64__)
  if (level == CK_AVX512) return &ck_algebra_avx512;
  if (level == CK_AVX2) return &ck_algebra_avx2;
#endif
  (void)level;
  return &ck_algebra_baseline;
}

void ck_multiply(int level, int subtract, const ck_matrices *p) {
  algebra(level)->multiply(subtract, p);
}

int ck_factor(int level, int64_t n, int64_t columns, float *a, int64_t a_row) {
  return algebra(level)->factor(n, columns, a, a_row);
}

void ck_solve_transposed(
    int level, int64_t n, const float *u, int64_t u_row, int64_t columns, float *b,
    int64_t b_row) {
  algebra(level)->solve_transposed(n, u, u_row, columns, b, b_row);
}

void ck_solve(
    int level, int64_t n, const float *u, int64_t u_row, int64_t columns, float *b,
    int64_t b_row) {
  algebra(level)->solve(n, u, u_row, columns, b, b_row);
}

double ck_dot(int64_t count, const float *a, const float *b) {
  double lane[16] = {0};
  for (int64_t i = 0; i < count; i += 16)
    for (int l = 0; l < 16; l++) lane[l] += (double)a[i + l] * (double)b[i + l];
  for (int half = 8; half > 0; half /= 2)
    for (int l = 0; l < half; l++) lane[l] += lane[l + half];
  return lane[0];
}
