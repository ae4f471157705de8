// AVX-512: 32 registers of 16 lanes.
#include "kernels.h"

#if defined(__x86_64__)
#define CK_TARGET target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")
#pragma clang attribute push(__attribute__((CK_TARGET)), apply_to = function)
#define CK_FUSED 1
#define CK_WIDE_REGISTERS 1
#define CK_TABLE ck_avx512
#define CK_ALGEBRA ck_algebra_avx512
#include "body/body.h"
#pragma clang attribute pop
#endif
