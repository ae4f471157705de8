#ifndef SCENE_SHADOWS_H
#define SCENE_SHADOWS_H

#include "scenes.h"

/* Cells along each side of the six faces of the cube around a light. */
#define SHADOW_CELLS 12

/* Words of a set of primitives. */
#define SHADOW_WORDS (SCENE_MAXIMUM_PRIMITIVES / 64)

/* What may shade the directions seen from one light: for each cell of a cube around it, the set of
 * primitives that its cone touches, found when the cell is first needed. */
typedef struct ShadowCube {
  int32_t last;
  uint8_t is_known[6 * SHADOW_CELLS * SHADOW_CELLS];
  uint64_t members[6 * SHADOW_CELLS * SHADOW_CELLS][SHADOW_WORDS];
} ShadowCube;

/* The cubes of a room's lights, and which primitive last stood before the sun. */
struct SceneShadows {
  int32_t last_before_sun;
  ShadowCube cubes[SCENE_MAXIMUM_LIGHTS];
};

/* The set of primitives that may shade `point` from light number `light`, found when it is first
 * needed. */
const uint64_t *shadow_members(
  const SceneRoom *room, SceneShadows *shadows, int32_t light, SceneVector point);

/* Whether something shades `hit` from light number `light`, `distance` away along `direction`, which
 * leads to some point of the light. */
int is_shadowed(
  const SceneRoom *room, SceneShadows *shadows, int32_t light, const SceneHit *hit,
  SceneVector direction, float distance);

/* Whether something shades `hit` from the pane `distance` away in the direction of the sun. */
int is_shadowed_from_sun(
  const SceneRoom *room, SceneShadows *shadows, const SceneHit *hit, float distance);

#endif
