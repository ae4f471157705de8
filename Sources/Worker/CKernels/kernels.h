// The entry points that each instruction set fills in.
#ifndef CK_KERNELS_H
#define CK_KERNELS_H

#include "algebra_kernels.h"
#include "network.h"

#include <math.h>
#include <string.h>

typedef struct {
  float (*step)(ck_net *, const float *, const void *, const ck_update *);
  void (*infer)(ck_net *, const float *, int64_t, float *);
  void (*losses)(ck_net *, const float *, const void *, int64_t, float *);
  float (*estimate_loss)(const ck_estimate *);
} ck_kernels;

extern const ck_kernels ck_avx512, ck_avx2, ck_baseline;

#endif
