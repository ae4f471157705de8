/* What light falls on sixteen points, and the noise of their surfaces: shading.c and textures.c on
 * lanes. */
#include "../shading.h"
#include "../textures.h"
#include "rays.h"

typedef struct LaneLight {
  LaneVector diffuse;
  Lanes highlight;
} LaneLight;

LANE_INLINE Lanes corner_factors(Lanes position, float size, Lanes normal) {
  Lanes steps = CORNER_FADE * least_lanes(position, size - position);
  Lanes factor = 1.0f - CORNER_LOSS / (1.0f + steps + 0.5f * steps * steps);
  return pick((Marks)(magnitudes(normal) >= 0.9f), all_lanes(1), factor);
}

LANE_INLINE Lanes ambient_shares(const SceneRoom *room, const LaneHits *hits) {
  return corner_factors(hits->point.x, room->size.x, hits->normal.x)
    * corner_factors(hits->point.y, room->size.y, hits->normal.y)
    * corner_factors(hits->point.z, room->size.z, hits->normal.z)
    * (0.8f + 0.2f * hits->normal.y);
}

LANE_INLINE Lanes fortieth_powers(Lanes x) {
  Lanes x2 = x * x, x4 = x2 * x2, x8 = x4 * x4, x16 = x8 * x8;
  return x16 * x16 * x8;
}

/* Adds what the sun throws through panes onto the points `needed`. */
LANE_INLINE void add_sunlight(
  const SceneRoom *room, const LaneHits *hits, const SceneHit *each, SceneShadows *shadows,
  Marks needed, LaneLight *light
) {
  Lanes cosine = dots(hits->normal, all_vectors(room->sun));
  Marks turned = needed & (Marks)(cosine > 0.05f);
  if (!any(turned)) return;
  Marks lit = all_marks(0);
  Lanes distance = all_lanes(0);
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    float pane;
    if (!turned[lane] || !sun_passes(room, &each[lane], &pane)) continue;
    lit[lane] = -1;
    distance[lane] = pane;
  }
  if (!any(lit)) return;
  lit &= ~sun_shadowed_lanes(room, shadows, hits, distance, lit);
  LaneVector sunlight = scaled_by(all_vectors(room->sunlight), cosine);
  pick_vector(lit, sum_of(light->diffuse, sunlight), &light->diffuse);
}

/* The light on the points `needed`, seen along `direction`; `each` are the same hits one by one. */
LANE_INLINE LaneLight illuminated_lanes(
  const SceneRoom *room, LaneVector direction, const LaneHits *hits, const SceneHit *each,
  SceneShadows *shadows, const uint32_t *samples, Marks needed
) {
  Lanes zero = all_lanes(0), specular = zero;
  LaneVector bulb = {zero, zero, zero};
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    specular[lane] = room->materials[each[lane].material].specular;
    SceneVector point = light_points[samples[lane] & 7];
    bulb.x[lane] = point.x;
    bulb.y[lane] = point.y;
    bulb.z[lane] = point.z;
  }
  LaneLight light = {scaled_by(all_vectors(room->ambient), ambient_shares(room, hits)), zero};
  for (int32_t i = 0; i < room->light_count; i++) {
    const SceneLight *lamp = &room->lights[i];
    LaneVector place = sum_of(
      all_vectors(lamp->position), scaled_by(bulb, all_lanes(lamp->radius)));
    LaneVector to_lamp = difference_of(place, hits->point);
    Lanes squared = dots(to_lamp, to_lamp);
    Lanes distance = roots(squared);
    LaneVector towards = scaled_by(to_lamp, 1.0f / distance);
    Lanes cosine = dots(hits->normal, towards);
    Lanes share = LAMP_BOUNCE * (0.5f + 0.5f * cosine);
    Marks lit = needed & (Marks)(cosine > 0.0f);
    if (any(lit)) {
      lit &= ~shadowed_lanes(room, shadows, i, hits, towards, distance - BULB_RADIUS, lit);
    }
    share = pick(lit, share + (1.0f - LAMP_BOUNCE) * cosine, share);
    Marks glossy = lit & (Marks)(specular > 0.0f);
    if (any(glossy)) {
      Lanes glance = dots(hits->normal, units(difference_of(towards, direction)));
      Lanes gleam = specular * fortieth_powers(glance) * 1.2f / (1.0f + 0.2f * squared);
      Marks gleams = glossy & (Marks)(glance > 0.0f);
      light.highlight = pick(gleams, light.highlight + gleam, light.highlight);
    }
    light.diffuse = sum_of(
      light.diffuse,
      scaled_by(all_vectors(lamp->colour), 0.9f * share / (1.0f + 0.35f * squared)));
  }
  if (room->sunlight.x > 0) add_sunlight(room, hits, each, shadows, needed, &light);
  return light;
}

LANE_INLINE Lanes smooth_lanes(Lanes t) { return t * t * (3.0f - 2.0f * t); }

LANE_INLINE Lanes noise_lanes(Lanes x, Lanes y, Hashes seed) {
  Marks column = floors(x), row = floors(y);
  Lanes fx = smooth_lanes(x - __builtin_convertvector(column, Lanes));
  Lanes fy = smooth_lanes(y - __builtin_convertvector(row, Lanes));
  Lanes a = cell_values(column, row, seed);
  Lanes b = cell_values(column + 1, row, seed);
  Lanes c = cell_values(column, row + 1, seed);
  Lanes d = cell_values(column + 1, row + 1, seed);
  return a + (b - a) * fx + (c - a) * fy + (a - b - c + d) * fx * fy;
}

LANE_INLINE Lanes octave_lanes(
  Lanes u, Lanes v, float frequency, Lanes width, Hashes seed, Lanes grime
) {
  Lanes detail = least_lanes(all_lanes(1), 2.0f - 2.0f * frequency * width);
  Marks shows = (Marks)(detail > 0.0f) & (Marks)(grime != 0.0f);
  if (!any(shows)) return grime * 0.0f;
  Lanes noise = detail * (noise_lanes(u * frequency, v * frequency, seed) - 0.5f);
  return grime * pick((Marks)(detail <= 0.0f), all_lanes(0), noise);
}

/* `noise_at` on lanes. */
LANE_INLINE Lanes texture_noises(const SceneRoom *room, const SceneHit *each) {
  Lanes x = all_lanes(0), y = x;
  Hashes seed = (Hashes)all_marks(0);
  Marks octaves = all_marks(0);
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    const SceneMaterial *material = &room->materials[each[lane].material];
    NoisePlace place = noise_place(material, each[lane].u, each[lane].v);
    x[lane] = place.x;
    y[lane] = place.y;
    seed[lane] = material->seed;
    octaves[lane] = place.octaves;
  }
  if (!any(octaves)) return all_lanes(0);
  Lanes first = noise_lanes(x, y, seed), noise = pick(octaves > 0, first, all_lanes(0));
  Marks is_rough = octaves > 1;
  if (!any(is_rough)) return noise;
  Lanes second = noise_lanes(
    x * ROUGH_SECOND_SCALE, y * ROUGH_SECOND_SCALE, seed + ROUGH_SECOND_SEED);
  Lanes third = noise_lanes(
    x * ROUGH_THIRD_SCALE, y * ROUGH_THIRD_SCALE, seed + ROUGH_THIRD_SEED);
  Lanes rough = ROUGH_FIRST * first + ROUGH_SECOND * second + ROUGH_THIRD * third;
  return pick(is_rough, rough, noise);
}

/* `surface_noise` on lanes. */
LANE_INLINE void surface_noises(
  const SceneRoom *room, const SceneHit *each, Lanes width, SurfaceNoise *noise
) {
  Lanes u = all_lanes(0), v = u, grime = u;
  Hashes seed = (Hashes)all_marks(0);
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    const SceneMaterial *material = &room->materials[each[lane].material];
    u[lane] = each[lane].u;
    v[lane] = each[lane].v;
    grime[lane] = material->grime;
    seed[lane] = material->seed;
  }
  Lanes coarse = octave_lanes(u, v, WEAR_COARSE, width, seed + WEAR_COARSE_SEED, grime);
  Lanes middle = octave_lanes(u, v, WEAR_MIDDLE, width, seed + WEAR_MIDDLE_SEED, grime);
  Lanes fine = octave_lanes(u, v, WEAR_FINE, width, seed + WEAR_FINE_SEED, grime);
  Lanes texture = texture_noises(room, each);
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    noise[lane].coarse = coarse[lane];
    noise[lane].middle = middle[lane];
    noise[lane].fine = fine[lane];
    noise[lane].texture = texture[lane];
  }
}
