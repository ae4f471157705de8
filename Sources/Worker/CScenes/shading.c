#include "shading.h"

#include "geometry.h"
#include "shadows.h"
#include "textures.h"
#include "vectors.h"

const SceneVector light_points[8] = {
  {0.52f, 0.37f, 0.41f}, {-0.52f, -0.37f, -0.41f}, {-0.58f, 0.46f, 0.12f}, {0.58f, -0.46f, -0.12f},
  {0.17f, -0.49f, 0.57f}, {-0.17f, 0.49f, -0.57f}, {0.44f, 0.25f, -0.56f}, {-0.44f, -0.25f, 0.56f},
};

static float corner_factor(float position, float size, float normal) {
  if (magnitude(normal) >= 0.9f) return 1.0f;
  float steps = CORNER_FADE * least(position, size - position);
  return 1.0f - CORNER_LOSS / (1.0f + steps + 0.5f * steps * steps);
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

/* Follows the ray back to the wall, and sees whether it passes between the bars of a window. */
int sun_passes(const SceneRoom *room, const SceneHit *hit, float *distance) {
  SceneHit exit;
  meet_shell(room, hit->point, room->sun, &exit);
  if (exit.surface >= 4) return 0;
  SceneVector point = add(hit->point, scaled(room->sun, exit.distance));
  float u = exit.surface < 2 ? point.z : point.x;
  *distance = exit.distance;
  for (int32_t i = room->decal_starts[exit.surface]; i < room->decal_starts[exit.surface + 1]; i++) {
    const SceneDecal *pane = &room->decals[i];
    if (pane->category != SCENE_PANE) return 0;
    if (u <= pane->u0 || u >= pane->u1 || point.y <= pane->v0 || point.y >= pane->v1) continue;
    const SceneMaterial *material = &room->materials[pane->material];
    return !is_window_frame(material, u - pane->u0, point.y - pane->v0);
  }
  return 0;
}

/* The light that the sun throws through a pane onto `hit`. */
static SceneVector sunlight(const SceneRoom *room, const SceneHit *hit, SceneShadows *shadows) {
  SceneVector dark = {0, 0, 0};
  float cosine = dot(hit->normal, room->sun), distance;
  if (cosine <= 0.05f || !sun_passes(room, hit, &distance)) return dark;
  if (shadows != 0 && is_shadowed_from_sun(room, shadows, hit, distance)) return dark;
  return scaled(room->sunlight, cosine);
}

Illumination illumination(
  const SceneRoom *room, SceneVector direction, const SceneHit *hit, SceneShadows *shadows,
  uint32_t sample
) {
  float specular = room->materials[hit->material].specular;
  Illumination light = {scaled(room->ambient, ambient_share(room, hit)), 0};
  for (int32_t i = 0; i < room->light_count; i++) {
    const SceneLight *lamp = &room->lights[i];
    SceneVector place = add(lamp->position, scaled(light_points[sample & 7], lamp->radius));
    SceneVector to_lamp = subtract(place, hit->point);
    float squared = dot(to_lamp, to_lamp);
    float distance = __builtin_sqrtf(squared);
    SceneVector towards = scaled(to_lamp, 1.0f / distance);
    float cosine = dot(hit->normal, towards);
    float share = LAMP_BOUNCE * (0.5f + 0.5f * cosine);
    int is_lit = cosine > 0
      && (shadows == 0
          || !is_shadowed(room, shadows, i, hit, towards, distance - BULB_RADIUS));
    if (is_lit) {
      share += (1.0f - LAMP_BOUNCE) * cosine;
      float glance = specular > 0 ? dot(hit->normal, normalized(subtract(towards, direction))) : 0;
      if (glance > 0) {
        light.highlight += specular * fortieth_power(glance) * 1.2f / (1.0f + 0.2f * squared);
      }
    }
    light.diffuse = add(
      light.diffuse, scaled(lamp->colour, 0.9f * share / (1.0f + 0.35f * squared)));
  }
  if (room->sunlight.x > 0) light.diffuse = add(light.diffuse, sunlight(room, hit, shadows));
  return light;
}

static SceneVector surface_colour(
  const SceneRoom *room, const SceneMaterial *material, const SceneHit *hit, SurfaceNoise noise
) {
  int is_shell = hit->primitive < 0;
  int is_baseboard = hit->category == SCENE_WALL && hit->point.y < room->baseboard;
  int is_door_frame = hit->category == SCENE_DOOR && hit->u < 0.06f;
  if (is_shell && (is_baseboard || is_door_frame)) return room->trim;
  return texture_colour(material, hit->u, hit->v, noise);
}

SceneVector reflected(
  const SceneRoom *room, const SceneHit *hit, const Illumination *light, SurfaceNoise noise
) {
  const SceneMaterial *material = &room->materials[hit->material];
  SceneVector colour;
  if (material->texture != SCENE_WINDOW) {
    colour = surface_colour(room, material, hit, noise);
  } else if (is_window_frame(material, hit->u, hit->v)) {
    colour = vector(0.85f, 0.85f, 0.82f);
  } else {
    return scaled(window_view(material, hit->u, hit->v), 0.55f + material->emission * 0.6f);
  }
  SceneVector result = add(product(colour, light->diffuse), scaled(colour, material->emission));
  return add(result, vector(light->highlight, light->highlight, light->highlight));
}

SceneVector scene_radiance(
  const SceneRoom *room, SceneVector direction, const SceneHit *hit, SceneShadows *shadows
) {
  Illumination light = illumination(room, direction, hit, shadows, 0);
  SurfaceNoise noise = surface_noise(&room->materials[hit->material], hit->u, hit->v, 0);
  return reflected(room, hit, &light, noise);
}
