#ifndef SCENE_SHADING_H
#define SCENE_SHADING_H

#include "scenes.h"
#include "textures.h"

/* How much of the ambient light is lost in a corner, and how fast that fades (1/m). */
#define CORNER_LOSS 0.16f
#define CORNER_FADE 4.0f

/* Lights are bulbs: what comes nearer to their centre than this casts no shadow. */
#define BULB_RADIUS 0.35f

/* The share of a lamp's light that reaches a surface by way of the others, whatever stands before
 * the lamp. */
#define LAMP_BOUNCE 0.3f

/* Points of a ball of radius 1, spread evenly, opposite ones next to each other. */
extern const SceneVector light_points[8];

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

/* Whether the sun shines through a pane onto `hit`, which faces it, unless something stands between;
 * the pane is `distance` away. */
int sun_passes(const SceneRoom *room, const SceneHit *hit, float *distance);

/* The colour that `hit`, worn like that, sends back under this light. */
SceneVector reflected(
  const SceneRoom *room, const SceneHit *hit, const Illumination *light, SurfaceNoise noise);

#endif
