#include "geometry.h"
#include "shading.h"
#include "tm_math.h"
#include "vectors.h"

/* Pictures are rendered in tiles; the rays of a tile share one list of candidates. */
#define TILE 8

SceneVector scene_pixel_direction(const SceneCamera *camera, int32_t size, float x, float y) {
  float pixel = 2.0f * SCENE_TANGENT / (float)size;
  float right = x * pixel - SCENE_TANGENT;
  float up = SCENE_TANGENT - y * pixel;
  return normalized(
    add(camera->forward, add(scaled(camera->right, right), scaled(camera->up, up))));
}

/* The candidates of the tile whose first pixel is (x, y): a cone about its middle wide enough for
 * its corners. */
static void tile_candidates(
  const SceneRoom *room, const SceneCamera *camera, int32_t size, int32_t x, int32_t y,
  Candidates *candidates
) {
  SceneVector axis = scene_pixel_direction(
    camera, size, (float)x + TILE * 0.5f, (float)y + TILE * 0.5f);
  float cosine = 1.0f;
  for (int corner = 0; corner < 4; corner++) {
    SceneVector edge = scene_pixel_direction(
      camera, size, (float)(x + (corner & 1 ? TILE : 0)), (float)(y + (corner & 2 ? TILE : 0)));
    cosine = least(cosine, dot(axis, edge));
  }
  cosine = most(0.0f, cosine - 1e-5f);
  float sine = __builtin_sqrtf(most(0.0f, 1.0f - cosine * cosine));
  cone_candidates(room, camera->position, axis, cosine, sine, candidates);
}

static inline uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/* About normal, mean 0 and deviation 1: the sum of the four 16-bit parts of a hash. */
static inline float noise_at(uint64_t seed, uint64_t position) {
  uint64_t bits = mixed(seed + (position + 1) * 0x9e3779b97f4a7c15ULL);
  uint32_t sum = (uint32_t)(bits & 0xffff) + (uint32_t)((bits >> 16) & 0xffff)
    + (uint32_t)((bits >> 32) & 0xffff) + (uint32_t)(bits >> 48);
  return ((float)sum * (1.0f / 65536.0f) - 2.0f) * 1.7320508f;
}

/* What a camera makes of light: soft saturation, gamma 2.2, noise, 8 bits. */
static inline uint8_t developed(float light, float noise) {
  float tone = clamped(light / (1.0f + 0.25f * light) * 1.2f, 0.0f, 1.0f);
  float value = tm_inline_expf(0.4545f * tm_inline_logf(most(tone, 1e-12f))) + 0.012f * noise;
  return (uint8_t)(clamped(value, 0.0f, 1.0f) * 255.0f + 0.5f);
}

static SceneVector pixel_light(
  const SceneRoom *room, const SceneCamera *camera, const Candidates *candidates, int32_t size,
  int32_t supersampling, int32_t x, int32_t y, Shadows *shadows
) {
  SceneVector sum = vector(0, 0, 0);
  float step = 1.0f / (float)supersampling;
  for (int32_t row = 0; row < supersampling; row++) {
    for (int32_t column = 0; column < supersampling; column++) {
      SceneVector direction = scene_pixel_direction(
        camera, size, (float)x + ((float)column + 0.5f) * step,
        (float)y + ((float)row + 0.5f) * step);
      SceneHit hit = trace_candidates(room, candidates, camera->position, direction);
      sum = add(sum, radiance(room, direction, &hit, shadows));
    }
  }
  return scaled(sum, step * step);
}

void scene_render(
  const SceneRoom *room, const SceneCamera *camera, int32_t size, int32_t supersampling,
  float exposure, uint64_t noise_seed, uint8_t *rgb
) {
  Candidates candidates;
  Shadows shadows;
  forget_shadows(&shadows, room->light_count);
  for (int32_t tile_y = 0; tile_y < size; tile_y += TILE) {
    for (int32_t tile_x = 0; tile_x < size; tile_x += TILE) {
      tile_candidates(room, camera, size, tile_x, tile_y, &candidates);
      for (int32_t y = tile_y; y < tile_y + TILE; y++) {
        for (int32_t x = tile_x; x < tile_x + TILE; x++) {
          SceneVector light = scaled(
            pixel_light(room, camera, &candidates, size, supersampling, x, y, &shadows), exposure);
          uint64_t position = (uint64_t)(y * size + x) * 3;
          rgb[position] = developed(light.x, noise_at(noise_seed, position));
          rgb[position + 1] = developed(light.y, noise_at(noise_seed, position + 1));
          rgb[position + 2] = developed(light.z, noise_at(noise_seed, position + 2));
        }
      }
    }
  }
}

static SceneVector seen_from(const SceneCamera *camera, SceneVector v) {
  return vector(dot(v, camera->right), dot(v, camera->up), -dot(v, camera->forward));
}

static void store_surface(
  const SceneSurfaces *surfaces, int32_t i, const SceneCamera *camera, const SceneHit *hit,
  SceneVector direction
) {
  SceneVector point = seen_from(camera, subtract(hit->point, camera->position));
  SceneVector normal = seen_from(camera, hit->normal);
  surfaces->depth[i] = -point.z;
  surfaces->distance[i] = hit->distance;
  surfaces->points[0][i] = point.x;
  surfaces->points[1][i] = point.y;
  surfaces->points[2][i] = point.z;
  surfaces->normals[0][i] = normal.x;
  surfaces->normals[1][i] = normal.y;
  surfaces->normals[2][i] = normal.z;
  float facing = most(0.0f, -dot(direction, hit->normal));
  surfaces->reshading[i] = facing / (1.0f + 0.04f * hit->distance * hit->distance);
  surfaces->categories[i] = (int16_t)hit->category;
  surfaces->instances[i] = (int16_t)hit->instance;
}

void scene_surfaces(
  const SceneRoom *room, const SceneCamera *camera, int32_t size, const SceneSurfaces *surfaces
) {
  Candidates candidates;
  for (int32_t tile_y = 0; tile_y < size; tile_y += TILE) {
    for (int32_t tile_x = 0; tile_x < size; tile_x += TILE) {
      tile_candidates(room, camera, size, tile_x, tile_y, &candidates);
      for (int32_t y = tile_y; y < tile_y + TILE; y++) {
        for (int32_t x = tile_x; x < tile_x + TILE; x++) {
          SceneVector direction = scene_pixel_direction(
            camera, size, (float)x + 0.5f, (float)y + 0.5f);
          SceneHit hit = trace_candidates(room, &candidates, camera->position, direction);
          store_surface(surfaces, y * size + x, camera, &hit, direction);
        }
      }
    }
  }
}
