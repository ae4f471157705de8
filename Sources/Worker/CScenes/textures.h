#ifndef SCENE_TEXTURES_H
#define SCENE_TEXTURES_H

#include "scenes.h"

/* Smooth noise in [0, 1) with one random value per unit cell. */
float value_noise(float x, float y, uint32_t seed);

/* The colour of `material` at (u, v) metres of its surface. */
SceneVector texture_colour(const SceneMaterial *material, float u, float v);

/* The colour of a window at (u, v), and whether that point belongs to its frame. */
SceneVector window_colour(const SceneMaterial *material, float u, float v, int *is_frame);

#endif
