#ifndef SCENE_SHADING_H
#define SCENE_SHADING_H

#include "scenes.h"

/* What light falls on a point: from everywhere and from lamps, and what they make shine. */
typedef struct Illumination {
  SceneVector diffuse;
  float highlight;
} Illumination;

/* The light on `hit`, seen along `direction`. Rays of one pixel take different values of `sample`,
 * and so look at different points of each lamp. Without `shadows` nothing is shaded. */
Illumination illumination(
  const SceneRoom *room, SceneVector direction, const SceneHit *hit, SceneShadows *shadows,
  uint32_t sample);

/* The colour that `hit` sends back under this light. The ray stands for `width` metres. */
SceneVector reflected(
  const SceneRoom *room, const SceneHit *hit, const Illumination *light, float width);

#endif
