#include "geometry.h"

#include "tm_math.h"
#include "vectors.h"

static inline float nonzero(float value) { return magnitude(value) < 1e-9f ? 1e-9f : value; }

/* Each `meet_` function shortens `distance` to a nearer hit in front of the origin, if there is
 * one, sets the outward `normal` and returns 1. Rays never start inside a primitive, so only
 * entries count. */

static int meet_box(
  const ScenePrimitive *p, SceneVector origin, SceneVector direction, float *distance,
  SceneVector *normal
) {
  SceneVector o = to_local(p, subtract(origin, p->centre));
  SceneVector d = to_local(p, direction);
  SceneVector inverse = vector(
    1.0f / nonzero(d.x), 1.0f / nonzero(d.y), 1.0f / nonzero(d.z));
  SceneVector middle = vector(-o.x * inverse.x, -o.y * inverse.y, -o.z * inverse.z);
  SceneVector reach = vector(
    p->half.x * magnitude(inverse.x), p->half.y * magnitude(inverse.y),
    p->half.z * magnitude(inverse.z));
  SceneVector in = subtract(middle, reach), out = add(middle, reach);
  float entry = most(in.x, most(in.y, in.z));
  float exit = least(out.x, least(out.y, out.z));
  if (entry > exit || entry < SCENE_NEAREST || entry >= *distance) return 0;
  *distance = entry;
  SceneVector face = vector(0, 0, 0);
  if (entry == in.x) {
    face.x = d.x > 0 ? -1.0f : 1.0f;
  } else if (entry == in.y) {
    face.y = d.y > 0 ? -1.0f : 1.0f;
  } else {
    face.z = d.z > 0 ? -1.0f : 1.0f;
  }
  *normal = from_local(p, face);
  return 1;
}

static int meet_cylinder(
  const ScenePrimitive *p, SceneVector origin, SceneVector direction, float *distance,
  SceneVector *normal
) {
  SceneVector o = subtract(origin, p->centre);
  SceneVector d = direction;
  float radius = p->half.x, height = p->half.y;
  float a = d.x * d.x + d.z * d.z;
  float b = o.x * d.x + o.z * d.z;
  float c = o.x * o.x + o.z * o.z - radius * radius;
  float discriminant = b * b - a * c;
  if (discriminant < 0) return 0;
  int found = 0;
  if (a > 1e-12f) {
    float t = (-b - __builtin_sqrtf(discriminant)) / a;
    if (t > SCENE_NEAREST && t < *distance && magnitude(o.y + t * d.y) <= height) {
      *distance = t;
      *normal = vector((o.x + t * d.x) / radius, 0, (o.z + t * d.z) / radius);
      found = 1;
    }
  }
  if (magnitude(d.y) > 1e-9f) {
    float side = d.y > 0 ? -1.0f : 1.0f;
    float t = (side * height - o.y) / d.y;
    float x = o.x + t * d.x, z = o.z + t * d.z;
    if (t > SCENE_NEAREST && t < *distance && x * x + z * z <= radius * radius) {
      *distance = t;
      *normal = vector(0, side, 0);
      found = 1;
    }
  }
  return found;
}

static int meet_ellipsoid(
  const ScenePrimitive *p, SceneVector origin, SceneVector direction, float *distance,
  SceneVector *normal
) {
  SceneVector inverse = vector(1.0f / p->half.x, 1.0f / p->half.y, 1.0f / p->half.z);
  SceneVector o = product(to_local(p, subtract(origin, p->centre)), inverse);
  SceneVector d = product(to_local(p, direction), inverse);
  float a = dot(d, d), b = dot(o, d), c = dot(o, o) - 1.0f;
  float discriminant = b * b - a * c;
  if (discriminant < 0) return 0;
  float t = (-b - __builtin_sqrtf(discriminant)) / a;
  if (t < SCENE_NEAREST || t >= *distance) return 0;
  *distance = t;
  *normal = normalized(from_local(p, product(add(o, scaled(d, t)), inverse)));
  return 1;
}

static inline int meet(
  const ScenePrimitive *p, SceneVector origin, SceneVector direction, float *distance,
  SceneVector *normal
) {
  SceneVector to_centre = subtract(p->centre, origin);
  float along = dot(to_centre, direction);
  float off = dot(to_centre, to_centre) - along * along;
  /* The bounding sphere, a little widened against rounding. */
  float radius = p->radius * 1.001f;
  if (off > radius * radius || along < -radius || along - radius > *distance) return 0;
  switch (p->shape) {
  case SCENE_BOX: return meet_box(p, origin, direction, distance, normal);
  case SCENE_CYLINDER: return meet_cylinder(p, origin, direction, distance, normal);
  default: return meet_ellipsoid(p, origin, direction, distance, normal);
  }
}

static inline float wall_distance(float position, float direction, float size) {
  if (direction > 0) return (size - position) / direction;
  return direction < 0 ? -position / direction : 1e9f;
}

void meet_shell(
  const SceneRoom *room, SceneVector origin, SceneVector direction, SceneHit *hit
) {
  float x = wall_distance(origin.x, direction.x, room->size.x);
  float y = wall_distance(origin.y, direction.y, room->size.y);
  float z = wall_distance(origin.z, direction.z, room->size.z);
  if (x <= y && x <= z) {
    hit->distance = x;
    hit->surface = direction.x > 0 ? 1 : 0;
    hit->normal = vector(direction.x > 0 ? -1.0f : 1.0f, 0, 0);
  } else if (z <= y) {
    hit->distance = z;
    hit->surface = direction.z > 0 ? 3 : 2;
    hit->normal = vector(0, 0, direction.z > 0 ? -1.0f : 1.0f);
  } else {
    hit->distance = y;
    hit->surface = direction.y > 0 ? 5 : 4;
    hit->normal = vector(0, direction.y > 0 ? -1.0f : 1.0f, 0);
  }
  hit->primitive = -1;
}

static void describe_shell(const SceneRoom *room, SceneHit *hit) {
  int32_t surface = hit->surface;
  hit->instance = surface;
  hit->material = room->surface_materials[surface];
  hit->u = surface < 2 ? hit->point.z : hit->point.x;
  hit->v = surface < 4 ? hit->point.y : hit->point.z;
  hit->category = surface < 4 ? SCENE_WALL : surface == 4 ? SCENE_FLOOR : SCENE_CEILING;
  if (surface == 5) return;
  for (int32_t i = room->decal_starts[surface]; i < room->decal_starts[surface + 1]; i++) {
    const SceneDecal *decal = &room->decals[i];
    if (hit->u > decal->u0 && hit->u < decal->u1 && hit->v > decal->v0 && hit->v < decal->v1) {
      if (decal->category >= 0) {
        hit->category = decal->category;
        hit->instance = decal->instance;
      }
      hit->material = decal->material;
      hit->u -= decal->u0;
      hit->v -= decal->v0;
      return;
    }
  }
}

static void describe_primitive(const ScenePrimitive *p, SceneHit *hit) {
  hit->surface = -1;
  hit->category = p->category;
  hit->instance = p->instance;
  hit->material = p->material;
  SceneVector at = to_local(p, subtract(hit->point, p->centre));
  SceneVector n = to_local(p, hit->normal);
  int round = p->shape == SCENE_ELLIPSOID
    || (p->shape == SCENE_CYLINDER && magnitude(n.y) < 0.5f);
  if (round) {
    hit->u = tm_atan2f(at.z, at.x) * p->half.x;
    hit->v = at.y;
  } else if (magnitude(n.y) > magnitude(n.x) && magnitude(n.y) > magnitude(n.z)) {
    hit->u = at.x + p->half.x;
    hit->v = at.z + p->half.z;
  } else if (magnitude(n.x) > magnitude(n.z)) {
    hit->u = at.z + p->half.z;
    hit->v = at.y + p->half.y;
  } else {
    hit->u = at.x + p->half.x;
    hit->v = at.y + p->half.y;
  }
}

void describe_hit(const SceneRoom *room, SceneHit *hit) {
  if (hit->primitive < 0) {
    describe_shell(room, hit);
  } else {
    describe_primitive(&room->primitives[hit->primitive], hit);
  }
}

SceneHit trace_candidates(
  const SceneRoom *room, const Candidates *candidates, SceneVector origin, SceneVector direction
) {
  SceneHit hit;
  meet_shell(room, origin, direction, &hit);
  for (int32_t k = 0; k < candidates->count; k++) {
    int32_t index = candidates->indices[k];
    if (meet(&room->primitives[index], origin, direction, &hit.distance, &hit.normal)) {
      hit.primitive = index;
    }
  }
  hit.point = add(origin, scaled(direction, hit.distance));
  describe_hit(room, &hit);
  return hit;
}

void all_candidates(const SceneRoom *room, Candidates *candidates) {
  candidates->count = room->primitive_count;
  for (int32_t i = 0; i < room->primitive_count; i++) candidates->indices[i] = i;
}

void cone_candidates(
  const SceneRoom *room, const Candidates *from, const Cone *cone, float margin,
  Candidates *candidates
) {
  candidates->count = 0;
  for (int32_t k = 0; k < from->count; k++) {
    const ScenePrimitive *p = &room->primitives[from->indices[k]];
    SceneVector to_centre = subtract(p->centre, cone->apex);
    float along = dot(to_centre, cone->axis);
    float off = __builtin_sqrtf(most(0.0f, dot(to_centre, to_centre) - along * along));
    /* Signed distance of the centre from the cone's side; the apex is inside its own half space. */
    float outside = off * cone->cosine - along * cone->sine;
    float reach = p->radius * 1.01f + 5e-3f + margin;
    if (outside <= reach && along >= -reach) {
      candidates->indices[candidates->count++] = from->indices[k];
    }
  }
}

SceneHit scene_trace(const SceneRoom *room, SceneVector origin, SceneVector direction) {
  Candidates candidates;
  all_candidates(room, &candidates);
  return trace_candidates(room, &candidates, origin, direction);
}

int shades(
  const SceneRoom *room, int32_t index, const SceneHit *hit, SceneVector origin,
  SceneVector direction, float distance
) {
  const ScenePrimitive *p = &room->primitives[index];
  SceneVector to_centre = subtract(p->centre, origin);
  float along = dot(to_centre, direction);
  float off = dot(to_centre, to_centre) - along * along;
  if (off > p->radius * p->radius || along < 0 || along - p->radius > distance) return 0;
  if (index == hit->primitive && p->shape != SCENE_BOX) return 0;
  SceneVector normal;
  switch (p->shape) {
  case SCENE_BOX: return meet_box(p, origin, direction, &distance, &normal);
  case SCENE_CYLINDER: return meet_cylinder(p, origin, direction, &distance, &normal);
  default: return meet_ellipsoid(p, origin, direction, &distance, &normal);
  }
}
