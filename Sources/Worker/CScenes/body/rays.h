/* Where sixteen rays meet the room, and what shades them: geometry.c and shadows.c on lanes. */
#include "../geometry.h"
#include "../shadows.h"
#include "lanes.h"

typedef struct LaneHits {
  Lanes distance;
  LaneVector point, normal;
  Marks primitive, surface;
} LaneHits;

LANE_INLINE Lanes nonzero_lanes(Lanes value) {
  return pick((Marks)(magnitudes(value) < 1e-9f), all_lanes(1e-9f), value);
}

/* -1 or 1 against the direction on one axis. */
LANE_INLINE Lanes facing_sign(Lanes direction) {
  return pick((Marks)(direction > 0.0f), all_lanes(-1), all_lanes(1));
}

/* Each `box`, `cylinder` and `ellipsoid` function shortens the distances of those `active` rays that
 * meet the solid nearer, sets their normals, and says which they are. */

LANE_INLINE Marks box_hits(
  const ScenePrimitive *p, LaneVector origin, LaneVector direction, Marks active, Lanes *distance,
  LaneVector *normal
) {
  LaneVector o = locals(p, difference_of(origin, all_vectors(p->centre)));
  LaneVector d = locals(p, direction);
  LaneVector inverse = {
    1.0f / nonzero_lanes(d.x), 1.0f / nonzero_lanes(d.y), 1.0f / nonzero_lanes(d.z)};
  LaneVector middle = {-o.x * inverse.x, -o.y * inverse.y, -o.z * inverse.z};
  LaneVector reach = {
    p->half.x * magnitudes(inverse.x), p->half.y * magnitudes(inverse.y),
    p->half.z * magnitudes(inverse.z)};
  LaneVector in = difference_of(middle, reach), out = sum_of(middle, reach);
  Lanes entry = most_lanes(in.x, most_lanes(in.y, in.z));
  Lanes exit = least_lanes(out.x, least_lanes(out.y, out.z));
  Marks missed = (Marks)(entry > exit) | (Marks)(entry < SCENE_NEAREST)
    | (Marks)(entry >= *distance);
  Marks met = active & ~missed;
  *distance = pick(met, entry, *distance);
  Marks on_x = (Marks)(entry == in.x);
  Marks on_y = ~on_x & (Marks)(entry == in.y);
  Lanes zero = all_lanes(0);
  LaneVector face = {
    pick(on_x, facing_sign(d.x), zero), pick(on_y, facing_sign(d.y), zero),
    pick(on_x | on_y, zero, facing_sign(d.z))};
  pick_vector(met, globals(p, face), normal);
  return met;
}

LANE_INLINE Marks cylinder_hits(
  const ScenePrimitive *p, LaneVector origin, LaneVector direction, Marks active, Lanes *distance,
  LaneVector *normal
) {
  LaneVector o = difference_of(origin, all_vectors(p->centre));
  LaneVector d = direction;
  float radius = p->half.x, height = p->half.y;
  Lanes a = d.x * d.x + d.z * d.z;
  Lanes b = o.x * d.x + o.z * d.z;
  Lanes c = o.x * o.x + o.z * o.z - radius * radius;
  Lanes discriminant = b * b - a * c;
  Marks possible = active & ~(Marks)(discriminant < 0.0f);
  Lanes t = (-b - roots(discriminant)) / a;
  Marks side = possible & (Marks)(a > 1e-12f) & (Marks)(t > SCENE_NEAREST)
    & (Marks)(t < *distance) & (Marks)(magnitudes(o.y + t * d.y) <= height);
  *distance = pick(side, t, *distance);
  LaneVector round = {(o.x + t * d.x) / radius, all_lanes(0), (o.z + t * d.z) / radius};
  pick_vector(side, round, normal);
  Lanes sign = facing_sign(d.y);
  t = (sign * height - o.y) / d.y;
  Lanes x = o.x + t * d.x, z = o.z + t * d.z;
  Marks lid = possible & (Marks)(magnitudes(d.y) > 1e-9f) & (Marks)(t > SCENE_NEAREST)
    & (Marks)(t < *distance) & (Marks)(x * x + z * z <= radius * radius);
  *distance = pick(lid, t, *distance);
  LaneVector flat = {all_lanes(0), sign, all_lanes(0)};
  pick_vector(lid, flat, normal);
  return side | lid;
}

LANE_INLINE Marks ellipsoid_hits(
  const ScenePrimitive *p, LaneVector origin, LaneVector direction, Marks active, Lanes *distance,
  LaneVector *normal
) {
  LaneVector inverse = all_vectors(
    vector(1.0f / p->half.x, 1.0f / p->half.y, 1.0f / p->half.z));
  LaneVector o = product_of(
    locals(p, difference_of(origin, all_vectors(p->centre))), inverse);
  LaneVector d = product_of(locals(p, direction), inverse);
  Lanes a = dots(d, d), b = dots(o, d), c = dots(o, o) - 1.0f;
  Lanes discriminant = b * b - a * c;
  Lanes t = (-b - roots(discriminant)) / a;
  Marks missed = (Marks)(discriminant < 0.0f) | (Marks)(t < SCENE_NEAREST)
    | (Marks)(t >= *distance);
  Marks met = active & ~missed;
  *distance = pick(met, t, *distance);
  LaneVector outward = product_of(sum_of(o, scaled_by(d, t)), inverse);
  pick_vector(met, units(globals(p, outward)), normal);
  return met;
}

LANE_INLINE Marks solid_hits(
  const ScenePrimitive *p, LaneVector origin, LaneVector direction, Marks active, Lanes *distance,
  LaneVector *normal
) {
  switch (p->shape) {
  case SCENE_BOX: return box_hits(p, origin, direction, active, distance, normal);
  case SCENE_CYLINDER: return cylinder_hits(p, origin, direction, active, distance, normal);
  default: return ellipsoid_hits(p, origin, direction, active, distance, normal);
  }
}

LANE_INLINE Lanes wall_distances(Lanes position, Lanes direction, float size) {
  Lanes ahead = (size - position) / direction, behind = -position / direction;
  Lanes backwards = pick((Marks)(direction < 0.0f), behind, all_lanes(1e9f));
  return pick((Marks)(direction > 0.0f), ahead, backwards);
}

LANE_INLINE void shell_hits(
  const SceneRoom *room, LaneVector origin, LaneVector direction, LaneHits *hits
) {
  Lanes x = wall_distances(origin.x, direction.x, room->size.x);
  Lanes y = wall_distances(origin.y, direction.y, room->size.y);
  Lanes z = wall_distances(origin.z, direction.z, room->size.z);
  Marks on_x = (Marks)(x <= y) & (Marks)(x <= z);
  Marks on_z = ~on_x & (Marks)(z <= y);
  Lanes zero = all_lanes(0);
  hits->distance = pick(on_x, x, pick(on_z, z, y));
  hits->normal.x = pick(on_x, facing_sign(direction.x), zero);
  hits->normal.z = pick(on_z, facing_sign(direction.z), zero);
  hits->normal.y = pick(on_x | on_z, zero, facing_sign(direction.y));
  /* A comparison that holds is -1. */
  hits->surface = pick_mark(
    on_x, -(Marks)(direction.x > 0.0f),
    pick_mark(on_z, 2 - (Marks)(direction.z > 0.0f), 4 - (Marks)(direction.y > 0.0f)));
  hits->primitive = all_marks(-1);
}

/* The nearest hits among `candidates` and the shell; surfaces are those of the shell behind. */
LANE_INLINE LaneHits trace_lanes(
  const SceneRoom *room, const Candidates *candidates, LaneVector origin, LaneVector direction
) {
  LaneHits hits;
  shell_hits(room, origin, direction, &hits);
  for (int32_t k = 0; k < candidates->count; k++) {
    int32_t index = candidates->indices[k];
    const ScenePrimitive *p = &room->primitives[index];
    LaneVector to_centre = difference_of(all_vectors(p->centre), origin);
    Lanes along = dots(to_centre, direction);
    Lanes off = dots(to_centre, to_centre) - along * along;
    /* The bounding sphere, a little widened against rounding. */
    float radius = p->radius * 1.001f;
    Marks missed = (Marks)(off > radius * radius) | (Marks)(along < -radius)
      | (Marks)(along - radius > hits.distance);
    if (!any(~missed)) continue;
    Marks met = solid_hits(p, origin, direction, ~missed, &hits.distance, &hits.normal);
    hits.primitive = pick_mark(met, met & index, hits.primitive);
  }
  hits.point = sum_of(origin, scaled_by(direction, hits.distance));
  return hits;
}

/* Of the `active` rays those that primitive `index` shades, as `shades` tells it of one. */
LANE_INLINE Marks shaded_lanes(
  const SceneRoom *room, int32_t index, const LaneHits *hits, LaneVector origin,
  LaneVector direction, Lanes distance, Marks active
) {
  const ScenePrimitive *p = &room->primitives[index];
  LaneVector to_centre = difference_of(all_vectors(p->centre), origin);
  Lanes along = dots(to_centre, direction);
  Lanes off = dots(to_centre, to_centre) - along * along;
  Marks missed = (Marks)(off > p->radius * p->radius) | (Marks)(along < 0.0f)
    | (Marks)(along - p->radius > distance);
  Marks near = active & ~missed;
  if (p->shape != SCENE_BOX) near &= ~(Marks)(hits->primitive == index);
  if (!any(near)) return near;
  LaneVector normal = origin;
  return solid_hits(p, origin, direction, near, &distance, &normal);
}

/* A step off the surfaces, so that they do not shade themselves. */
LANE_INLINE LaneVector above_surfaces(const LaneHits *hits) {
  return sum_of(hits->point, scaled_by(hits->normal, all_lanes(0.003f)));
}

/* Of the `active` rays those that something shades from light number `light`. */
LANE_INLINE Marks shadowed_lanes(
  const SceneRoom *room, SceneShadows *shadows, int32_t light, const LaneHits *hits,
  LaneVector direction, Lanes distance, Marks active
) {
  LaneVector origin = above_surfaces(hits);
  /* Neighbouring points are mostly shaded by the same object, so that one is tried first. */
  int32_t last = shadows->cubes[light].last;
  Marks dark = all_marks(0);
  if (last >= 0) dark = shaded_lanes(room, last, hits, origin, direction, distance, active);
  Marks left = active & ~dark;
  if (!any(left)) return dark;
  /* What may shade any of them: neighbours mostly share a cell. */
  uint64_t members[SHADOW_WORDS] = {0};
  const uint64_t *previous = 0;
  for (int lane = 0; lane < LANE_COUNT; lane++) {
    if (!left[lane]) continue;
    SceneVector point = vector(hits->point.x[lane], hits->point.y[lane], hits->point.z[lane]);
    const uint64_t *own = shadow_members(room, shadows, light, point);
    if (own == previous) continue;
    for (int word = 0; word < SHADOW_WORDS; word++) members[word] |= own[word];
    previous = own;
  }
  for (int word = 0; word < SHADOW_WORDS; word++) {
    for (uint64_t bits = members[word]; bits != 0; bits &= bits - 1) {
      int32_t index = word * 64 + __builtin_ctzll(bits);
      Marks shaded = shaded_lanes(room, index, hits, origin, direction, distance, left);
      if (!any(shaded)) continue;
      shadows->cubes[light].last = index;
      dark |= shaded;
      left &= ~shaded;
      if (!any(left)) return dark;
    }
  }
  return dark;
}

/* Of the `active` rays those that something shades from the panes `distance` away towards the sun. */
LANE_INLINE Marks sun_shadowed_lanes(
  const SceneRoom *room, SceneShadows *shadows, const LaneHits *hits, Lanes distance, Marks active
) {
  LaneVector origin = above_surfaces(hits), sun = all_vectors(room->sun);
  Marks dark = all_marks(0);
  int32_t last = shadows->last_before_sun;
  if (last >= 0) dark = shaded_lanes(room, last, hits, origin, sun, distance, active);
  for (int32_t index = 0; index < room->primitive_count && any(active & ~dark); index++) {
    Marks shaded = shaded_lanes(room, index, hits, origin, sun, distance, active & ~dark);
    if (any(shaded)) shadows->last_before_sun = index;
    dark |= shaded;
  }
  return dark;
}
