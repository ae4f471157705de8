// AVX2 with FMA: 16 registers of 8 lanes, the same bytes as AVX-512.
#include "kernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define CK_FUSED 1
#define CK_WIDE_REGISTERS 0
#define CK_TABLE ck_avx2
#define CK_ALGEBRA ck_algebra_avx2
#include "body/body.h"
#pragma clang attribute pop
#endif
