/* Rays with 32 registers of 16 lanes. */
#include "tracer.h"

#if defined(__x86_64__)
#pragma clang attribute push( \
  __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2"))), apply_to = function)
#define RENDER_TABLE scene_tracer_avx512
#include "body/render.h"
#pragma clang attribute pop
#endif
