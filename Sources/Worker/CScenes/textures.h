#ifndef SCENE_TEXTURES_H
#define SCENE_TEXTURES_H

#include "scenes.h"

/* Smooth noise in [0, 1) with one random value per unit cell. */
float value_noise(float x, float y, uint32_t seed);

/* Stains and wear at a point, about 0, at three scales (1/m) with streams of their own. */
#define WEAR_COARSE 1.7f
#define WEAR_MIDDLE 6.1f
#define WEAR_FINE 21.0f
#define WEAR_COARSE_SEED 23
#define WEAR_MIDDLE_SEED 11
#define WEAR_FINE_SEED 17
typedef struct SurfaceWear {
  float coarse, middle, fine;
} SurfaceWear;

/* The wear of `material` at (u, v) metres of its surface. Detail finer than `width` metres, which is
 * what a ray stands for, is left out. */
SurfaceWear surface_wear(const SceneMaterial *material, float u, float v, float width);

/* The colour of `material` at (u, v) metres of its surface, worn like that. */
SceneVector texture_colour(const SceneMaterial *material, float u, float v, SurfaceWear wear);

/* Whether (u, v) metres of a window belong to its frame and bars, which let no sun through. */
int is_window_frame(const SceneMaterial *material, float u, float v);

/* The colour of what is seen through a window. */
SceneVector window_view(const SceneMaterial *material, float u, float v);

#endif
