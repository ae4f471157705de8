/* Three-dimensional vectors and integer hashes, shared by the C files of this room. */
#ifndef SCENE_VECTORS_H
#define SCENE_VECTORS_H

#include "scenes.h"

static inline SceneVector vector(float x, float y, float z) {
  SceneVector v = {x, y, z};
  return v;
}

static inline SceneVector add(SceneVector a, SceneVector b) {
  return vector(a.x + b.x, a.y + b.y, a.z + b.z);
}

static inline SceneVector subtract(SceneVector a, SceneVector b) {
  return vector(a.x - b.x, a.y - b.y, a.z - b.z);
}

static inline SceneVector scaled(SceneVector a, float factor) {
  return vector(a.x * factor, a.y * factor, a.z * factor);
}

static inline SceneVector product(SceneVector a, SceneVector b) {
  return vector(a.x * b.x, a.y * b.y, a.z * b.z);
}

static inline float dot(SceneVector a, SceneVector b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline SceneVector normalized(SceneVector a) {
  return scaled(a, 1.0f / __builtin_sqrtf(dot(a, a) + 1e-20f));
}

static inline SceneVector blend(SceneVector a, SceneVector b, float share) {
  return add(a, scaled(subtract(b, a), share));
}

/* From the room's axes to those of a primitive turned by (cosine, sine), and back. */
static inline SceneVector to_local(const ScenePrimitive *p, SceneVector v) {
  return vector(p->cosine * v.x - p->sine * v.z, v.y, p->sine * v.x + p->cosine * v.z);
}

static inline SceneVector from_local(const ScenePrimitive *p, SceneVector v) {
  return vector(p->cosine * v.x + p->sine * v.z, v.y, p->cosine * v.z - p->sine * v.x);
}

static inline float least(float a, float b) { return a < b ? a : b; }
static inline float most(float a, float b) { return a > b ? a : b; }
static inline float clamped(float value, float low, float high) {
  return value < low ? low : value > high ? high : value;
}

static inline float magnitude(float value) { return __builtin_fabsf(value); }

static inline SceneVector gather(const float *const planes[3], int32_t i) {
  return vector(planes[0][i], planes[1][i], planes[2][i]);
}

/* The distance of either of two neighbouring points from the other's tangent plane, over depth.
 * Depth differences alone would tell slanted walls from themselves. */
static inline float plane_distance(
  const float *const points[3], const float *const normals[3], int32_t i, int32_t j
) {
  SceneVector a = gather(points, i), b = gather(points, j);
  SceneVector between = subtract(b, a);
  float from_first = magnitude(dot(between, gather(normals, i)));
  float from_second = magnitude(dot(between, gather(normals, j)));
  return least(from_first, from_second) / most(-a.z, -b.z);
}

static inline int32_t least_index(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t most_index(int32_t a, int32_t b) { return a > b ? a : b; }

/* The integer below `value`; |value| < 2^31. Baseline x86-64 has no instruction for floorf. */
static inline int32_t floor_index(float value) {
  int32_t truncated = (int32_t)value;
  return truncated - (value < (float)truncated);
}

static inline uint32_t cell_hash(int32_t x, int32_t y, uint32_t seed) {
  uint32_t h = (uint32_t)x * 374761393u + (uint32_t)y * 668265263u + seed * 2246822519u;
  h = (h ^ (h >> 13)) * 1274126177u;
  return h ^ (h >> 16);
}

/* A number in [0, 1) that belongs to a cell of a grid. */
static inline float cell_value(int32_t x, int32_t y, uint32_t seed) {
  return (float)(cell_hash(x, y, seed) & 0xffffff) * (1.0f / 16777216.0f);
}

#endif
