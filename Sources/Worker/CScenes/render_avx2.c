/* Rays with 16 registers of 8 lanes. */
#include "tracer.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define RENDER_TABLE scene_tracer_avx2
#include "body/render.h"
#pragma clang attribute pop
#endif
