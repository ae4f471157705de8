// The entry points of the linear algebra that each instruction set fills in.
#ifndef CK_ALGEBRA_KERNELS_H
#define CK_ALGEBRA_KERNELS_H

#include "include/algebra.h"

#include <math.h>
#include <string.h>

typedef struct {
  void (*multiply)(int, const ck_matrices *);
  int (*factor)(int64_t, int64_t, float *, int64_t);
  void (*solve_transposed)(int64_t, const float *, int64_t, int64_t, float *, int64_t);
  void (*solve)(int64_t, const float *, int64_t, int64_t, float *, int64_t);
} ck_algebra;

extern const ck_algebra ck_algebra_avx512, ck_algebra_avx2, ck_algebra_baseline;

#endif
