#ifndef SCENE_SHADING_H
#define SCENE_SHADING_H

#include "scenes.h"
#include "shadows.h"

/* The colour that `hit` sends back along `direction`. */
SceneVector radiance(
  const SceneRoom *room, SceneVector direction, const SceneHit *hit, Shadows *shadows);

#endif
