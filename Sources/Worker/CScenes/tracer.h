/* The entry points that each instruction set fills in. */
#ifndef SCENE_TRACER_H
#define SCENE_TRACER_H

#include "scenes.h"

typedef struct SceneTracer {
  void (*render)(
    const SceneRoom *, const SceneCamera *, int32_t, int32_t, SceneShadows *, float *);
  void (*surfaces)(const SceneRoom *, const SceneCamera *, int32_t, const SceneSurfaces *);
} SceneTracer;

extern const SceneTracer scene_tracer_avx512, scene_tracer_avx2, scene_tracer_baseline;

#endif
