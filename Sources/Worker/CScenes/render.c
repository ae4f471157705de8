#include "geometry.h"
#include "shading.h"
#include "vectors.h"

/* Pictures are traced in blocks of pixels, and blocks in tiles: the rays of a block share a list of
 * candidates, those of a tile a shorter one. */
#define BLOCK 16
#define TILE 4

SceneVector scene_pixel_direction(const SceneCamera *camera, int32_t size, float x, float y) {
  float pixel = 2.0f * SCENE_TANGENT / (float)size;
  float right = x * pixel - SCENE_TANGENT;
  float up = SCENE_TANGENT - y * pixel;
  return normalized(
    add(camera->forward, add(scaled(camera->right, right), scaled(camera->up, up))));
}

/* The cone of rays through a square of pixels whose first is (x, y). */
static Cone square_cone(
  const SceneCamera *camera, int32_t size, int32_t x, int32_t y, int32_t side
) {
  float middle = (float)side * 0.5f;
  Cone cone = {camera->position, {0, 0, 0}, 1.0f, 0.0f};
  cone.axis = scene_pixel_direction(camera, size, (float)x + middle, (float)y + middle);
  for (int corner = 0; corner < 4; corner++) {
    SceneVector edge = scene_pixel_direction(
      camera, size, (float)(x + (corner & 1 ? side : 0)), (float)(y + (corner & 2 ? side : 0)));
    cone.cosine = least(cone.cosine, dot(cone.axis, edge));
  }
  cone.cosine = most(0.0f, cone.cosine - 1e-5f);
  cone.sine = __builtin_sqrtf(most(0.0f, 1.0f - cone.cosine * cone.cosine));
  return cone;
}

/* A picture being traced, and what the rays of the current block and tile may meet. */
typedef struct View {
  const SceneRoom *room;
  const SceneCamera *camera;
  int32_t size;
  Candidates all, block, tile;
  /* What the block's rays may meet after a mirroring floor, once that is needed. */
  int is_mirror_known;
  int32_t block_x, block_y;
  Candidates mirrored;
} View;

static void begin_view(
  View *view, const SceneRoom *room, const SceneCamera *camera, int32_t size
) {
  view->room = room;
  view->camera = camera;
  view->size = size;
  all_candidates(room, &view->all);
}

/* Goes to the tile whose first pixel is (x, y), and to its block where that begins. */
static void enter_tile(View *view, int32_t x, int32_t y) {
  if (x % BLOCK == 0 && y % BLOCK == 0) {
    Cone cone = square_cone(view->camera, view->size, x, y, BLOCK);
    cone_candidates(view->room, &view->all, &cone, 0, &view->block);
    view->is_mirror_known = 0;
    view->block_x = x;
    view->block_y = y;
  }
  Cone cone = square_cone(view->camera, view->size, x, y, TILE);
  cone_candidates(view->room, &view->block, &cone, 0, &view->tile);
}

/* The first pixel of tile number `index`, where the tiles of a block follow one another. */
static inline int32_t tile_column(int32_t size, int32_t index) {
  int32_t blocks = size / BLOCK, tiles = BLOCK / TILE;
  return index / (tiles * tiles) % blocks * BLOCK + index % tiles * TILE;
}

static inline int32_t tile_row(int32_t size, int32_t index) {
  int32_t blocks = size / BLOCK, tiles = BLOCK / TILE;
  return index / (tiles * tiles) / blocks * BLOCK + index / tiles % tiles * TILE;
}

static inline SceneVector below_floor(SceneVector v) { return vector(v.x, -v.y, v.z); }

/* What the floor mirrors at `hit`: as if seen by the camera's own mirror image. Shadows in a mirror
 * on the floor are too faint to be worth their rays. */
static SceneVector mirror_image(
  View *view, SceneVector direction, const SceneHit *hit, float width
) {
  if (!view->is_mirror_known) {
    Cone cone = square_cone(view->camera, view->size, view->block_x, view->block_y, BLOCK);
    cone.apex = below_floor(cone.apex);
    cone.axis = below_floor(cone.axis);
    cone_candidates(view->room, &view->all, &cone, 5e-3f, &view->mirrored);
    view->is_mirror_known = 1;
  }
  SceneVector upwards = below_floor(direction);
  SceneVector origin = add(hit->point, vector(0, 0.002f, 0));
  SceneHit image = trace_candidates(view->room, &view->mirrored, origin, upwards);
  Illumination light = illumination(view->room, upwards, &image, 0, 0);
  return reflected(view->room, &image, &light, width * 2.0f);
}

/* Whether two rays met the same face, so that one illumination serves both. */
static int is_same_face(const SceneHit *a, const SceneHit *b) {
  return a->primitive == b->primitive && a->surface == b->surface && a->material == b->material
    && dot(a->normal, b->normal) > 0.99f;
}

/* The light on one pixel. Of the rays in a row, each second one takes the illumination of its
 * neighbour where it meets the same face; mirror images are looked up once a pixel. */
static SceneVector pixel_light(
  View *view, int32_t supersampling, int32_t x, int32_t y, SceneShadows *shadows
) {
  const SceneRoom *room = view->room;
  float step = 1.0f / (float)supersampling;
  float pixel = 2.0f * SCENE_TANGENT * step / (float)view->size;
  SceneVector sum = vector(0, 0, 0), image = sum;
  int has_image = 0;
  uint32_t sample = cell_hash(x, y, 0);
  for (int32_t row = 0; row < supersampling; row++) {
    SceneHit previous;
    Illumination light;
    for (int32_t column = 0; column < supersampling; column++, sample++) {
      SceneVector direction = scene_pixel_direction(
        view->camera, view->size, (float)x + ((float)column + 0.5f) * step,
        (float)y + ((float)row + 0.5f) * step);
      SceneHit hit = trace_candidates(room, &view->tile, view->camera->position, direction);
      if (column % 2 == 0 || !is_same_face(&previous, &hit)) {
        light = illumination(room, direction, &hit, shadows, sample);
        previous = hit;
      }
      float facing = most(0.15f, -dot(direction, hit.normal));
      float width = pixel * hit.distance / facing;
      SceneVector colour = reflected(room, &hit, &light, width);
      if (hit.surface == 4 && room->floor_gloss > 0) {
        if (!has_image) image = mirror_image(view, direction, &hit, width);
        has_image = 1;
        float share = room->floor_gloss * (1.0f - 0.6f * magnitude(direction.y));
        colour = blend(colour, image, share);
      }
      sum = add(sum, colour);
    }
  }
  return scaled(sum, step * step);
}

void scene_render(
  const SceneRoom *room, const SceneCamera *camera, int32_t size, int32_t supersampling,
  SceneShadows *shadows, float *light
) {
  View view;
  begin_view(&view, room, camera, size);
  int32_t count = size * size;
  for (int32_t index = 0; index < count / (TILE * TILE); index++) {
    int32_t left = tile_column(size, index), top = tile_row(size, index);
    enter_tile(&view, left, top);
    for (int32_t y = top; y < top + TILE; y++) {
      for (int32_t x = left; x < left + TILE; x++) {
        SceneVector colour = pixel_light(&view, supersampling, x, y, shadows);
        int32_t i = y * size + x;
        light[i] = colour.x;
        light[count + i] = colour.y;
        light[2 * count + i] = colour.z;
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
  View view;
  begin_view(&view, room, camera, size);
  for (int32_t index = 0; index < size * size / (TILE * TILE); index++) {
    int32_t left = tile_column(size, index), top = tile_row(size, index);
    enter_tile(&view, left, top);
    for (int32_t y = top; y < top + TILE; y++) {
      for (int32_t x = left; x < left + TILE; x++) {
        SceneVector direction = scene_pixel_direction(
          camera, size, (float)x + 0.5f, (float)y + 0.5f);
        SceneHit hit = trace_candidates(room, &view.tile, camera->position, direction);
        store_surface(surfaces, y * size + x, camera, &hit, direction);
      }
    }
  }
}
