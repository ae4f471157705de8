/* Sixteen rays side by side; the instruction set of the including file decides how many registers
 * each value takes. All operations are those of vectors.h, in the same order and never fused, so that
 * a ray gives the same bits alone and in company. */
#ifndef SCENE_LANES_H
#define SCENE_LANES_H

#include "../vectors.h"

/* Everything with vectors is inlined, so no vector ever crosses a call and its convention is moot. */
#pragma clang diagnostic ignored "-Wpsabi"

#define LANE_INLINE static inline __attribute__((always_inline))
#define LANE_COUNT 16

typedef float Lanes __attribute__((vector_size(64)));
/* Whole numbers, or -1 where something is so and 0 elsewhere. */
typedef int32_t Marks __attribute__((vector_size(64)));
typedef uint32_t Hashes __attribute__((vector_size(64)));

typedef struct LaneVector {
  Lanes x, y, z;
} LaneVector;

LANE_INLINE Lanes all_lanes(float f) {
  return (Lanes){f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f};
}

LANE_INLINE Marks all_marks(int32_t i) {
  return (Marks){i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i};
}

LANE_INLINE LaneVector all_vectors(SceneVector v) {
  LaneVector lanes = {all_lanes(v.x), all_lanes(v.y), all_lanes(v.z)};
  return lanes;
}

LANE_INLINE int any(Marks marks) { return __builtin_reduce_or(marks) != 0; }

LANE_INLINE Lanes pick(Marks where, Lanes a, Lanes b) {
  return (Lanes)((where & (Marks)a) | (~where & (Marks)b));
}

LANE_INLINE Marks pick_mark(Marks where, Marks a, Marks b) { return (where & a) | (~where & b); }

LANE_INLINE void pick_vector(Marks where, LaneVector a, LaneVector *b) {
  b->x = pick(where, a.x, b->x);
  b->y = pick(where, a.y, b->y);
  b->z = pick(where, a.z, b->z);
}

LANE_INLINE Lanes least_lanes(Lanes a, Lanes b) { return pick((Marks)(a < b), a, b); }
LANE_INLINE Lanes most_lanes(Lanes a, Lanes b) { return pick((Marks)(a > b), a, b); }
LANE_INLINE Lanes magnitudes(Lanes a) { return __builtin_elementwise_abs(a); }
LANE_INLINE Lanes roots(Lanes a) { return __builtin_elementwise_sqrt(a); }

LANE_INLINE LaneVector sum_of(LaneVector a, LaneVector b) {
  LaneVector v = {a.x + b.x, a.y + b.y, a.z + b.z};
  return v;
}

LANE_INLINE LaneVector difference_of(LaneVector a, LaneVector b) {
  LaneVector v = {a.x - b.x, a.y - b.y, a.z - b.z};
  return v;
}

LANE_INLINE LaneVector scaled_by(LaneVector a, Lanes factor) {
  LaneVector v = {a.x * factor, a.y * factor, a.z * factor};
  return v;
}

LANE_INLINE LaneVector product_of(LaneVector a, LaneVector b) {
  LaneVector v = {a.x * b.x, a.y * b.y, a.z * b.z};
  return v;
}

LANE_INLINE Lanes dots(LaneVector a, LaneVector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

LANE_INLINE LaneVector units(LaneVector a) {
  return scaled_by(a, 1.0f / roots(dots(a, a) + 1e-20f));
}

LANE_INLINE LaneVector locals(const ScenePrimitive *p, LaneVector v) {
  LaneVector local = {p->cosine * v.x - p->sine * v.z, v.y, p->sine * v.x + p->cosine * v.z};
  return local;
}

LANE_INLINE LaneVector globals(const ScenePrimitive *p, LaneVector v) {
  LaneVector global = {p->cosine * v.x + p->sine * v.z, v.y, p->cosine * v.z - p->sine * v.x};
  return global;
}

LANE_INLINE Marks floors(Lanes value) {
  Marks truncated = __builtin_convertvector(value, Marks);
  return truncated + (Marks)(value < __builtin_convertvector(truncated, Lanes));
}

LANE_INLINE Lanes cell_values(Marks x, Marks y, Hashes seed) {
  Hashes h = (Hashes)x * 374761393u + (Hashes)y * 668265263u + seed * 2246822519u;
  h = (h ^ (h >> 13)) * 1274126177u;
  h = h ^ (h >> 16);
  return __builtin_convertvector((Marks)(h & 0xffffff), Lanes) * (1.0f / 16777216.0f);
}

#endif
