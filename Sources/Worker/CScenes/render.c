/* Directions of rays, and the choice of instructions for them. */
#include "tracer.h"
#include "vectors.h"

SceneVector scene_pixel_direction(const SceneCamera *camera, int32_t size, float x, float y) {
  float pixel = 2.0f * SCENE_TANGENT / (float)size;
  float right = x * pixel - SCENE_TANGENT;
  float up = SCENE_TANGENT - y * pixel;
  return normalized(
    add(camera->forward, add(scaled(camera->right, right), scaled(camera->up, up))));
}

SceneInstructions scene_best_instructions(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int has_avx2 = __builtin_cpu_supports("avx2");
  int has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
    && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (has_avx2 && has_avx512) return SCENE_AVX512;
  if (has_avx2) return SCENE_AVX2;
#endif
  return SCENE_BASELINE;
}

static const SceneTracer *tracer(SceneInstructions instructions) {
#if defined(__x86_64__)
  if (instructions == SCENE_AVX512) return &scene_tracer_avx512;
  if (instructions == SCENE_AVX2) return &scene_tracer_avx2;
#endif
  (void)instructions;
  return &scene_tracer_baseline;
}

void scene_render(
  SceneInstructions instructions, const SceneRoom *room, const SceneCamera *camera, int32_t size,
  int32_t supersampling, SceneShadows *shadows, float *light
) {
  tracer(instructions)->render(room, camera, size, supersampling, shadows, light);
}

void scene_surfaces(
  SceneInstructions instructions, const SceneRoom *room, const SceneCamera *camera, int32_t size,
  const SceneSurfaces *surfaces
) {
  tracer(instructions)->surfaces(room, camera, size, surfaces);
}
