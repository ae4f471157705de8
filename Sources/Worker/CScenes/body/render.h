/* Pictures of rooms, a tile of sixteen pixels at a time. The including file gives the name of the
 * table, RENDER_TABLE, and its instruction set. */
#include "light.h"

/* Pictures are traced in blocks of pixels, and blocks in tiles: the rays of a block share a list of
 * candidates, those of a tile a shorter one. */
#define BLOCK 16
#define TILE 4

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

/* The directions through the same point of each pixel of a tile, as `scene_pixel_direction` has
 * them. */
LANE_INLINE LaneVector tile_directions(
  const SceneCamera *camera, int32_t size, int32_t left, int32_t top, float right, float down
) {
  const Lanes columns = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3};
  const Lanes rows = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3};
  float pixel = 2.0f * SCENE_TANGENT / (float)size;
  Lanes x = ((float)left + columns + right) * pixel - SCENE_TANGENT;
  Lanes y = SCENE_TANGENT - ((float)top + rows + down) * pixel;
  LaneVector aside = sum_of(
    scaled_by(all_vectors(camera->right), x), scaled_by(all_vectors(camera->up), y));
  return units(sum_of(all_vectors(camera->forward), aside));
}

LANE_INLINE SceneVector lane_of(const LaneVector *v, int lane) {
  return vector(v->x[lane], v->y[lane], v->z[lane]);
}

/* The hits one by one, with what lies there. */
LANE_INLINE void describe_lanes(const SceneRoom *room, const LaneHits *hits, SceneHit *each) {
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    each[lane].distance = hits->distance[lane];
    each[lane].point = lane_of(&hits->point, lane);
    each[lane].normal = lane_of(&hits->normal, lane);
    each[lane].primitive = hits->primitive[lane];
    each[lane].surface = hits->surface[lane];
    describe_hit(room, &each[lane]);
  }
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
  const SceneMaterial *material = &view->room->materials[image.material];
  SurfaceNoise noise = surface_noise(material, image.u, image.v, width * 2.0f);
  return reflected(view->room, &image, &light, noise);
}

/* Whether two rays met the same face, so that one illumination serves both. */
static inline int is_same_face(const SceneHit *a, const SceneHit *b) {
  return a->primitive == b->primitive && a->surface == b->surface && a->material == b->material
    && dot(a->normal, b->normal) > 0.99f;
}

/* What is known of the pixels of a tile, after some of their rays. */
typedef struct TileLight {
  /* Rays of one pixel look at different points of each lamp. */
  uint32_t samples[LANE_COUNT];
  /* The hit with the illumination that the next ray may share. */
  SceneHit lit[LANE_COUNT];
  Illumination light[LANE_COUNT];
  int has_image[LANE_COUNT];
  SceneVector image[LANE_COUNT];
  SceneVector sum[LANE_COUNT];
} TileLight;

static inline void begin_tile(TileLight *tile, int32_t left, int32_t top) {
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    tile->samples[lane] = cell_hash(left + lane % TILE, top + lane / TILE, 0);
    tile->has_image[lane] = 0;
    tile->sum[lane] = vector(0, 0, 0);
  }
}

/* Finds the illumination of the hits that cannot share one. */
LANE_INLINE void illuminate_tile(
  View *view, TileLight *tile, LaneVector direction, const LaneHits *hits, const SceneHit *each,
  int may_share, SceneShadows *shadows
) {
  Marks needed = all_marks(-1);
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    if (may_share && is_same_face(&tile->lit[lane], &each[lane])) needed[lane] = 0;
  }
  if (!any(needed)) return;
  LaneLight light = illuminated_lanes(
    view->room, direction, hits, each, shadows, tile->samples, needed);
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    if (!needed[lane]) continue;
    tile->light[lane].diffuse = lane_of(&light.diffuse, lane);
    tile->light[lane].highlight = light.highlight[lane];
    tile->lit[lane] = each[lane];
  }
}

/* Adds the light that comes along one ray of each pixel of a tile. Mirror images are looked up once a
 * pixel. */
LANE_INLINE void add_rays(
  View *view, TileLight *tile, LaneVector direction, float pixel, int may_share,
  SceneShadows *shadows
) {
  const SceneRoom *room = view->room;
  LaneHits hits = trace_lanes(
    room, &view->tile, all_vectors(view->camera->position), direction);
  SceneHit each[LANE_COUNT];
  describe_lanes(room, &hits, each);
  illuminate_tile(view, tile, direction, &hits, each, may_share, shadows);
  Lanes facing = most_lanes(all_lanes(0.15f), -dots(direction, hits.normal));
  Lanes width = pixel * hits.distance / facing;
  SurfaceNoise noise[LANE_COUNT];
  surface_noises(room, each, width, noise);
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    SceneVector colour = reflected(room, &each[lane], &tile->light[lane], noise[lane]);
    if (each[lane].surface == 4 && room->floor_gloss > 0) {
      SceneVector ray = lane_of(&direction, lane);
      if (!tile->has_image[lane]) {
        tile->image[lane] = mirror_image(view, ray, &each[lane], width[lane]);
      }
      tile->has_image[lane] = 1;
      float share = room->floor_gloss * (1.0f - 0.6f * magnitude(ray.y));
      colour = blend(colour, tile->image[lane], share);
    }
    tile->sum[lane] = add(tile->sum[lane], colour);
    tile->samples[lane] += 1;
  }
}

/* The light on the pixels of a tile. Of the rays in a row, each second one takes the illumination of
 * its neighbour where it meets the same face. */
static void tile_light(
  View *view, int32_t supersampling, int32_t left, int32_t top, SceneShadows *shadows,
  TileLight *tile
) {
  float step = 1.0f / (float)supersampling;
  float pixel = 2.0f * SCENE_TANGENT * step / (float)view->size;
  begin_tile(tile, left, top);
  for (int32_t row = 0; row < supersampling; row++) {
    for (int32_t column = 0; column < supersampling; column++) {
      LaneVector direction = tile_directions(
        view->camera, view->size, left, top, ((float)column + 0.5f) * step,
        ((float)row + 0.5f) * step);
      add_rays(view, tile, direction, pixel, column % 2 != 0, shadows);
    }
  }
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    tile->sum[lane] = scaled(tile->sum[lane], step * step);
  }
}

static void render_picture(
  const SceneRoom *room, const SceneCamera *camera, int32_t size, int32_t supersampling,
  SceneShadows *shadows, float *light
) {
  View view;
  TileLight tile;
  begin_view(&view, room, camera, size);
  int32_t count = size * size;
  for (int32_t index = 0; index < count / (TILE * TILE); index++) {
    int32_t left = tile_column(size, index), top = tile_row(size, index);
    enter_tile(&view, left, top);
    tile_light(&view, supersampling, left, top, shadows, &tile);
    for (int lane = 0; lane < LANE_COUNT; lane++) {
      int32_t i = (top + lane / TILE) * size + left + lane % TILE;
      light[i] = tile.sum[lane].x;
      light[count + i] = tile.sum[lane].y;
      light[2 * count + i] = tile.sum[lane].z;
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

static void picture_surfaces(
  const SceneRoom *room, const SceneCamera *camera, int32_t size, const SceneSurfaces *surfaces
) {
  View view;
  begin_view(&view, room, camera, size);
  for (int32_t index = 0; index < size * size / (TILE * TILE); index++) {
    int32_t left = tile_column(size, index), top = tile_row(size, index);
    enter_tile(&view, left, top);
    LaneVector direction = tile_directions(camera, size, left, top, 0.5f, 0.5f);
    LaneHits hits = trace_lanes(room, &view.tile, all_vectors(camera->position), direction);
    SceneHit each[LANE_COUNT];
    describe_lanes(room, &hits, each);
    for (int lane = 0; lane < LANE_COUNT; lane++) {
      int32_t i = (top + lane / TILE) * size + left + lane % TILE;
      store_surface(surfaces, i, camera, &each[lane], lane_of(&direction, lane));
    }
  }
}

const SceneTracer RENDER_TABLE = {render_picture, picture_surfaces};
