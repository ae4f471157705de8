#include "shading.h"

#include "textures.h"
#include "tm_math.h"
#include "vectors.h"

/* How much of the ambient light is lost in a corner, and how fast that fades (1/m). */
static const float corner_loss = 0.28f;
static const float corner_fade = 4.0f;

/* Lights are bulbs: what comes nearer to their centre than this casts no shadow. */
static const float bulb_radius = 0.35f;

static float corner_factor(float position, float size, float normal) {
  if (magnitude(normal) >= 0.9f) return 1.0f;
  float distance = least(position, size - position);
  if (distance > 2.0f) return 1.0f;
  return 1.0f - corner_loss * tm_inline_expf(-corner_fade * distance);
}

/* Ambient occlusion as a real room shows it near its edges, from the distances to the shell. */
static float ambient_share(const SceneRoom *room, const SceneHit *hit) {
  return corner_factor(hit->point.x, room->size.x, hit->normal.x)
    * corner_factor(hit->point.y, room->size.y, hit->normal.y)
    * corner_factor(hit->point.z, room->size.z, hit->normal.z) * (0.8f + 0.2f * hit->normal.y);
}

/* x^40 for a highlight. */
static float fortieth_power(float x) {
  float x2 = x * x, x4 = x2 * x2, x8 = x4 * x4, x16 = x8 * x8;
  return x16 * x16 * x8;
}

static SceneVector surface_colour(
  const SceneRoom *room, const SceneMaterial *material, const SceneHit *hit
) {
  int is_shell = hit->primitive < 0;
  int is_baseboard = hit->category == SCENE_WALL && hit->point.y < room->baseboard;
  int is_door_frame = hit->category == SCENE_DOOR && hit->u < 0.06f;
  if (is_shell && (is_baseboard || is_door_frame)) return room->trim;
  return texture_colour(material, hit->u, hit->v);
}

SceneVector radiance(
  const SceneRoom *room, SceneVector direction, const SceneHit *hit, Shadows *shadows
) {
  const SceneMaterial *material = &room->materials[hit->material];
  SceneVector colour;
  if (material->texture == SCENE_WINDOW) {
    int is_frame;
    colour = window_colour(material, hit->u, hit->v, &is_frame);
    if (!is_frame) return scaled(colour, 0.55f + material->emission * 0.6f);
  } else {
    colour = surface_colour(room, material, hit);
  }
  SceneVector light = scaled(room->ambient, ambient_share(room, hit));
  float highlight = 0;
  for (int32_t i = 0; i < room->light_count; i++) {
    const SceneLight *lamp = &room->lights[i];
    SceneVector to_lamp = subtract(lamp->position, hit->point);
    float squared = dot(to_lamp, to_lamp);
    float distance = __builtin_sqrtf(squared);
    SceneVector towards = scaled(to_lamp, 1.0f / distance);
    float cosine = dot(hit->normal, towards);
    if (cosine <= 0) continue;
    if (is_shadowed(room, shadows, i, hit, towards, distance - bulb_radius)) continue;
    light = add(light, scaled(lamp->colour, cosine * 0.9f / (1.0f + 0.35f * squared)));
    if (material->specular > 0) {
      float glance = dot(hit->normal, normalized(subtract(towards, direction)));
      if (glance > 0) {
        highlight += material->specular * fortieth_power(glance) * 2.0f / (1.0f + 0.2f * squared);
      }
    }
  }
  SceneVector result = add(product(colour, light), scaled(colour, material->emission));
  float white = highlight * 0.6f;
  return add(result, vector(white, white, white));
}

SceneVector scene_radiance(const SceneRoom *room, SceneVector direction, const SceneHit *hit) {
  Shadows shadows;
  forget_shadows(&shadows, room->light_count);
  return radiance(room, direction, hit, &shadows);
}
