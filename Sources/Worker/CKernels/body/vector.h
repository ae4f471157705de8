// Vectors of 16 and 8 logical lanes; the instruction set of the including file decides how many
// registers each takes. One multiply-add, in one order, for all: that is what makes bytes equal.

// Everything with vectors is inlined, so no vector ever crosses a call and its convention is moot.
#pragma clang diagnostic ignored "-Wpsabi"

#define CK_INLINE static inline __attribute__((always_inline))
#define CK_UNROLL _Pragma("clang loop unroll(full)")

typedef float vec16 __attribute__((vector_size(64)));
typedef float vec8 __attribute__((vector_size(32)));
typedef float loose16 __attribute__((vector_size(64), aligned(4)));
typedef float loose8 __attribute__((vector_size(32), aligned(4)));
typedef int32_t lanes16 __attribute__((vector_size(64)));
typedef int32_t lanes8 __attribute__((vector_size(32)));

CK_INLINE vec16 load16(const float *p) { return *(const loose16 *)p; }
CK_INLINE vec8 load8(const float *p) { return *(const loose8 *)p; }
CK_INLINE void store16(float *p, vec16 x) { *(loose16 *)p = x; }
CK_INLINE void store8(float *p, vec8 x) { *(loose8 *)p = x; }
CK_INLINE vec16 all16(float f) {
  return (vec16){f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f};
}
CK_INLINE vec8 all8(float f) { return (vec8){f, f, f, f, f, f, f, f}; }

#if CK_FUSED
CK_INLINE vec16 madd16(vec16 a, vec16 b, vec16 c) { return __builtin_elementwise_fma(a, b, c); }
CK_INLINE vec8 madd8(vec8 a, vec8 b, vec8 c) { return __builtin_elementwise_fma(a, b, c); }
#else
CK_INLINE vec16 madd16(vec16 a, vec16 b, vec16 c) { return a * b + c; }
CK_INLINE vec8 madd8(vec8 a, vec8 b, vec8 c) { return a * b + c; }
#endif

// where ? a : b, lane by lane.
CK_INLINE vec16 pick16(lanes16 where, vec16 a, vec16 b) {
  return (vec16)((where & (lanes16)a) | (~where & (lanes16)b));
}

// The sum of the lanes by a fixed tree: halves, quarters, eighths, pairs.
CK_INLINE float total16(vec16 v) {
  float lane[16];
  store16(lane, v);
  for (int half = 8; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lane[i] += lane[i + half];
  return lane[0];
}
