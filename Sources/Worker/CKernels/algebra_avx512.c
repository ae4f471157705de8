// Linear algebra with 32 registers of 16 lanes.
#include "algebra_kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"))), apply_to = function)
#define CK_FUSED 1
#define CK_TILE_ROWS 8
#define CK_TILE_VECTORS 3
#define CK_ALGEBRA_TABLE ck_algebra_avx512
#include "body/algebra.h"
#pragma clang attribute pop
#endif
