#include "shadows.h"

#include "geometry.h"
#include "vectors.h"

size_t scene_shadow_bytes(void) { return sizeof(SceneShadows); }

void scene_forget_shadows(SceneShadows *shadows) {
  shadows->last_before_sun = -1;
  for (int32_t light = 0; light < SCENE_MAXIMUM_LIGHTS; light++) {
    ShadowCube *cube = &shadows->cubes[light];
    cube->last = -1;
    for (int32_t i = 0; i < 6 * SHADOW_CELLS * SHADOW_CELLS; i++) cube->is_known[i] = 0;
  }
}

/* A cell of a cube: its face (twice the axis, plus one on the negative side), column and row. */
typedef struct CubeCell {
  int32_t face, column, row;
} CubeCell;

static inline int32_t cell_along(float minor, float major) {
  int32_t cell = (int32_t)((minor / major + 1.0f) * (0.5f * SHADOW_CELLS));
  return least_index(SHADOW_CELLS - 1, most_index(0, cell));
}

static CubeCell cell_towards(SceneVector v) {
  float x = magnitude(v.x), y = magnitude(v.y), z = magnitude(v.z);
  CubeCell cell;
  if (x >= y && x >= z) {
    cell.face = v.x < 0;
    cell.column = cell_along(v.y, x);
    cell.row = cell_along(v.z, x);
  } else if (y >= z) {
    cell.face = 2 + (v.y < 0);
    cell.column = cell_along(v.x, y);
    cell.row = cell_along(v.z, y);
  } else {
    cell.face = 4 + (v.z < 0);
    cell.column = cell_along(v.x, z);
    cell.row = cell_along(v.y, z);
  }
  return cell;
}

/* The unit direction to a point of a face, in cells from its corner. */
static SceneVector face_direction(int32_t face, float column, float row) {
  float major = face & 1 ? -1.0f : 1.0f;
  float a = column * (2.0f / SHADOW_CELLS) - 1.0f;
  float b = row * (2.0f / SHADOW_CELLS) - 1.0f;
  switch (face >> 1) {
  case 0: return normalized(vector(major, a, b));
  case 1: return normalized(vector(a, major, b));
  default: return normalized(vector(a, b, major));
  }
}

/* Fills `members` with the primitives that the cone around `cell` touches. Rays lead to all points
 * of the light, so that much is added to every side of the cone about its centre. */
static void find_members(
  const SceneRoom *room, const SceneLight *light, CubeCell cell, uint64_t *members
) {
  Cone cone = {light->position, {0, 0, 0}, 1.0f, 0.0f};
  cone.axis = face_direction(cell.face, (float)cell.column + 0.5f, (float)cell.row + 0.5f);
  for (int corner = 0; corner < 4; corner++) {
    SceneVector edge = face_direction(
      cell.face, (float)(cell.column + (corner & 1)), (float)(cell.row + (corner >> 1)));
    cone.cosine = least(cone.cosine, dot(cone.axis, edge));
  }
  cone.cosine -= 1e-4f;
  cone.sine = __builtin_sqrtf(1.0f - cone.cosine * cone.cosine);
  Candidates all, found;
  all_candidates(room, &all);
  cone_candidates(room, &all, &cone, light->radius, &found);
  for (int word = 0; word < SHADOW_WORDS; word++) members[word] = 0;
  for (int32_t k = 0; k < found.count; k++) {
    int32_t index = found.indices[k];
    members[index >> 6] |= 1ULL << (index & 63);
  }
}

const uint64_t *shadow_members(
  const SceneRoom *room, SceneShadows *shadows, int32_t light, SceneVector point
) {
  ShadowCube *cube = &shadows->cubes[light];
  CubeCell cell = cell_towards(subtract(point, room->lights[light].position));
  int32_t number = (cell.face * SHADOW_CELLS + cell.row) * SHADOW_CELLS + cell.column;
  uint64_t *members = cube->members[number];
  if (!cube->is_known[number]) {
    find_members(room, &room->lights[light], cell, members);
    cube->is_known[number] = 1;
  }
  return members;
}

/* A step off the surface, so that it does not shade itself. */
static inline SceneVector above_surface(const SceneHit *hit) {
  return add(hit->point, scaled(hit->normal, 0.003f));
}

int is_shadowed(
  const SceneRoom *room, SceneShadows *shadows, int32_t light, const SceneHit *hit,
  SceneVector direction, float distance
) {
  ShadowCube *cube = &shadows->cubes[light];
  SceneVector origin = above_surface(hit);
  /* Neighbouring points are mostly shaded by the same object, so that one is tried first. */
  if (cube->last >= 0 && shades(room, cube->last, hit, origin, direction, distance)) return 1;
  const uint64_t *members = shadow_members(room, shadows, light, hit->point);
  for (int word = 0; word < SHADOW_WORDS; word++) {
    for (uint64_t left = members[word]; left != 0; left &= left - 1) {
      int32_t index = word * 64 + __builtin_ctzll(left);
      if (shades(room, index, hit, origin, direction, distance)) {
        cube->last = index;
        return 1;
      }
    }
  }
  return 0;
}

int is_shadowed_from_sun(
  const SceneRoom *room, SceneShadows *shadows, const SceneHit *hit, float distance
) {
  SceneVector origin = above_surface(hit);
  int32_t last = shadows->last_before_sun;
  if (last >= 0 && shades(room, last, hit, origin, room->sun, distance)) return 1;
  for (int32_t i = 0; i < room->primitive_count; i++) {
    if (shades(room, i, hit, origin, room->sun, distance)) {
      shadows->last_before_sun = i;
      return 1;
    }
  }
  return 0;
}
