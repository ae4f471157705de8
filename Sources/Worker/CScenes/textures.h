#ifndef SCENE_TEXTURES_H
#define SCENE_TEXTURES_H

#include "scenes.h"

/* Smooth noise in [0, 1) with one random value per unit cell. */
float value_noise(float x, float y, uint32_t seed);

/* The colour of `material` at (u, v) metres of its surface. Detail finer than `width` metres, which
 * is what a ray stands for, is left out. */
SceneVector texture_colour(const SceneMaterial *material, float u, float v, float width);

/* Whether (u, v) metres of a window belong to its frame and bars, which let no sun through. */
int is_window_frame(const SceneMaterial *material, float u, float v);

/* The colour of what is seen through a window. */
SceneVector window_view(const SceneMaterial *material, float u, float v);

#endif
