#ifndef SCENE_GEOMETRY_H
#define SCENE_GEOMETRY_H

#include "scenes.h"

/* Hits nearer than this are the surface that the ray starts on. */
#define SCENE_NEAREST 1e-4f

/* The primitives that a bundle of rays may meet, by index. */
typedef struct Candidates {
  int32_t count;
  int32_t indices[SCENE_MAXIMUM_PRIMITIVES];
} Candidates;

/* Every primitive of the room. */
void all_candidates(const SceneRoom *room, Candidates *candidates);

/* All rays from `apex` whose angle with the unit vector `axis` has at least this cosine. */
typedef struct Cone {
  SceneVector apex, axis;
  float cosine, sine;
} Cone;

/* Those of the primitives `from` whose bounding sphere, `margin` metres larger, touches `cone`: a
 * test that may keep too many, never too few. */
void cone_candidates(
  const SceneRoom *room, const Candidates *from, const Cone *cone, float margin,
  Candidates *candidates);

/* Where a ray from inside the room meets its shell: distance, surface and inward normal. */
void meet_shell(
  const SceneRoom *room, SceneVector origin, SceneVector direction, SceneHit *hit);

/* Fills in what lies at a hit, of which distance, point, normal, primitive and surface of the shell
 * are known. */
void describe_hit(const SceneRoom *room, SceneHit *hit);

/* The nearest hit among `candidates` and the shell of the room, with its material. */
SceneHit trace_candidates(
  const SceneRoom *room, const Candidates *candidates, SceneVector origin, SceneVector direction);

/* Whether primitive `index` stands between `hit` and a lamp `distance` away along `direction`; the
 * ray starts at `origin`, a little off the hit. What lies wholly behind the surface or beyond the
 * lamp does not; nor do round solids shade themselves, for their front faces away there. */
int shades(
  const SceneRoom *room, int32_t index, const SceneHit *hit, SceneVector origin,
  SceneVector direction, float distance);

#endif
