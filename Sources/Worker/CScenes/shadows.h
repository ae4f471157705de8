#ifndef SCENE_SHADOWS_H
#define SCENE_SHADOWS_H

#include "scenes.h"

/* Cells along each side of the six faces of the cube around a light. */
#define SHADOW_CELLS 12

/* What may shade the directions seen from one light: for each cell of a cube around it, the set of
 * primitives that its cone touches, found when the cell is first needed. */
typedef struct ShadowCube {
  int32_t last;
  uint8_t is_known[6 * SHADOW_CELLS * SHADOW_CELLS];
  uint64_t members[6 * SHADOW_CELLS * SHADOW_CELLS][SCENE_MAXIMUM_PRIMITIVES / 64];
} ShadowCube;

/* The cubes of a room's lights. They save time; no answer depends on what they hold. */
typedef struct Shadows {
  ShadowCube cubes[SCENE_MAXIMUM_LIGHTS];
} Shadows;

/* Empties the cubes of the first `light_count` lights. */
void forget_shadows(Shadows *shadows, int32_t light_count);

/* Whether something shades `hit` from light number `light`, `distance` away along `direction`. */
int is_shadowed(
  const SceneRoom *room, Shadows *shadows, int32_t light, const SceneHit *hit,
  SceneVector direction, float distance);

#endif
