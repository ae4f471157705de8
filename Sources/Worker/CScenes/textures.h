#ifndef SCENE_TEXTURES_H
#define SCENE_TEXTURES_H

#include "scenes.h"

/* Smooth noise in [0, 1) with one random value per unit cell. */
float value_noise(float x, float y, uint32_t seed);

/* Noise of three octaves, in [0, 1): how each is weighed, how much finer it is than the first, and
 * its own stream. */
#define ROUGH_FIRST 0.55f
#define ROUGH_SECOND 0.3f
#define ROUGH_THIRD 0.15f
#define ROUGH_SECOND_SCALE 2.1f
#define ROUGH_THIRD_SCALE 4.3f
#define ROUGH_SECOND_SEED 7
#define ROUGH_THIRD_SEED 13

/* Where a texture takes noise from, and of how many octaves: 0, 1 or 3. */
typedef struct NoisePlace {
  float x, y;
  int octaves;
} NoisePlace;

/* Where the texture of `material` takes noise from at (u, v) metres of its surface. */
NoisePlace noise_place(const SceneMaterial *material, float u, float v);

/* Stains and wear at a point, about 0, at three scales (1/m) with streams of their own. */
#define WEAR_COARSE 1.7f
#define WEAR_MIDDLE 6.1f
#define WEAR_FINE 21.0f
#define WEAR_COARSE_SEED 23
#define WEAR_MIDDLE_SEED 11
#define WEAR_FINE_SEED 17

/* What is random about a point of a surface: its wear, and the noise of its texture in [0, 1). */
typedef struct SurfaceNoise {
  float coarse, middle, fine, texture;
} SurfaceNoise;

/* The noise of `material` at (u, v) metres of its surface. Wear finer than `width` metres, which is
 * what a ray stands for, is left out. */
SurfaceNoise surface_noise(const SceneMaterial *material, float u, float v, float width);

/* The colour of `material` at (u, v) metres of its surface, with that noise. */
SceneVector texture_colour(const SceneMaterial *material, float u, float v, SurfaceNoise noise);

/* Whether (u, v) metres of a window belong to its frame and bars, which let no sun through. */
int is_window_frame(const SceneMaterial *material, float u, float v);

/* The colour of what is seen through a window. */
SceneVector window_view(const SceneMaterial *material, float u, float v);

#endif
