// Linear algebra with 16 registers of 8 lanes, the same bytes as AVX-512.
#include "algebra_kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define CK_FUSED 1
#define CK_TILE_ROWS 4
#define CK_TILE_VECTORS 1
#define CK_ALGEBRA_TABLE ck_algebra_avx2
#include "body/algebra.h"
#pragma clang attribute pop
#endif
