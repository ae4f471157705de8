/* Ray casting, shading, ground-truth operators and graph segmentation of procedural rooms.
 *
 * A room is an axis-parallel box [0, size.x] x [0, size.y] x [0, size.z] in metres, y upwards, with
 * decals (doors, windows) on its walls and primitives inside. All functions are pure: their results
 * depend on their arguments alone, to the bit, whatever the processor or the number of threads.
 * They allocate nothing; the caller lends every buffer. Images and maps are row-major, row 0 on
 * top. */
#ifndef SCENES_H
#define SCENES_H

#include <stdint.h>

/* The most primitives a room may hold; tracing keeps candidate lists of this size on the stack. */
#define SCENE_MAXIMUM_PRIMITIVES 256

/* The most lights of a room, windows included. */
#define SCENE_MAXIMUM_LIGHTS 4

typedef struct SceneVector {
  float x, y, z;
} SceneVector;

typedef enum SceneShape { SCENE_BOX, SCENE_CYLINDER, SCENE_ELLIPSOID } SceneShape;

typedef enum SceneTexture {
  SCENE_PLAIN,
  SCENE_CHECKER,
  SCENE_STRIPES,
  SCENE_NOISE,
  SCENE_WOOD,
  SCENE_TILES,
  SCENE_SPECKLES,
  SCENE_DOTS,
  SCENE_PAINTING,
  SCENE_PANELS,
  SCENE_WINDOW,
  SCENE_BOOKS
} SceneTexture;

/* How a surface looks. Textures blend the two colours; `scale` is their period in metres. */
typedef struct SceneMaterial {
  SceneTexture texture;
  uint32_t seed;
  SceneVector first, second;
  float scale;
  float specular;
  float emission;
} SceneMaterial;

/* A solid, turned about the vertical axis. `half` holds half extents (box), radius, half height,
 * radius (cylinder) or semi-axes (ellipsoid); `radius` that of the bounding sphere. */
typedef struct ScenePrimitive {
  SceneShape shape;
  int32_t material;
  int32_t category;
  int32_t instance;
  SceneVector centre, half;
  float cosine, sine;
  float radius;
} ScenePrimitive;

/* A rectangle painted on a wall. Walls: 0 at x = 0, 1 at x = size.x (both spanned by z and y),
 * 2 at z = 0, 3 at z = size.z (spanned by x and y). */
typedef struct SceneDecal {
  int32_t wall;
  int32_t material;
  int32_t category;
  int32_t instance;
  float u0, u1, v0, v1;
} SceneDecal;

typedef struct SceneLight {
  SceneVector position, colour;
} SceneLight;

/* Semantic categories the renderer itself needs to know. */
typedef enum SceneCategory {
  SCENE_WALL,
  SCENE_FLOOR,
  SCENE_CEILING,
  SCENE_PANE,
  SCENE_DOOR
} SceneCategory;

/* A described room. Surfaces 0 to 3 are the walls, 4 the floor, 5 the ceiling. */
typedef struct SceneRoom {
  SceneVector size;
  const ScenePrimitive *primitives;
  int32_t primitive_count;
  const SceneDecal *decals;
  int32_t decal_count;
  const SceneLight *lights;
  int32_t light_count;
  const SceneMaterial *materials;
  int32_t surface_materials[6];
  SceneVector ambient;
  SceneVector trim;
  float baseboard;
} SceneRoom;

/* A pinhole camera; the axes are orthonormal, `forward` looks into the picture. */
typedef struct SceneCamera {
  SceneVector position, right, up, forward;
} SceneCamera;

/* What a ray meets. `primitive` is -1 on the shell of the room; u, v are texture coordinates. */
typedef struct SceneHit {
  float distance;
  SceneVector point, normal;
  float u, v;
  int32_t primitive;
  int32_t surface;
  int32_t material;
  int32_t category;
  int32_t instance;
} SceneHit;

/* Tangent of half the field of view of 75 degrees. */
#define SCENE_TANGENT 0.76732699f

/* The nearest surface along a ray with unit `direction` from a point inside the room. */
SceneHit scene_trace(const SceneRoom *room, SceneVector origin, SceneVector direction);

/* The colour that `hit` sends back along `direction`, before exposure. */
SceneVector scene_radiance(const SceneRoom *room, SceneVector direction, const SceneHit *hit);

/* The unit direction through the point (x, y) of a picture of `size` pixels a side. */
SceneVector scene_pixel_direction(const SceneCamera *camera, int32_t size, float x, float y);

/* Renders `rgb` [size][size][3] with supersampling^2 rays a pixel, exposure, gamma and sensor
 * noise drawn from `noise_seed`. `size` must be a multiple of 8. */
void scene_render(
  const SceneRoom *room, const SceneCamera *camera, int32_t size, int32_t supersampling,
  float exposure, uint64_t noise_seed, uint8_t *rgb);

/* What each pixel's centre sees, in camera coordinates (x right, y up, z towards the viewer).
 * Every pointer has size * size elements; normals and points are planes of x, y and z. */
typedef struct SceneSurfaces {
  float *depth;
  float *distance;
  float *normals[3];
  float *points[3];
  float *reshading;
  int16_t *categories;
  int16_t *instances;
} SceneSurfaces;

/* Fills `surfaces`. Reshading is the cosine to a lamp at the camera, over 1 + 0.04 distance^2. */
void scene_surfaces(
  const SceneRoom *room, const SceneCamera *camera, int32_t size, const SceneSurfaces *surfaces);

/* Gaussian blur with repeated borders, cut at 2.5 sigma (at most 100 pixels). `scratch` and `output`
 * have size * size elements; `output` may be `input`. */
void scene_blur(const float *input, int32_t size, float sigma, float *scratch, float *output);

/* Sobel gradient magnitude of `grey` after a blur, cut at 1.5. `scratch`: 2 size^2. */
void scene_edge_texture(const float *grey, int32_t size, float *scratch, float *output);

/* Determinant of the Hessian at two scales, 4 sqrt(det) cut at 0.6. `scratch`: 2 size^2. */
void scene_keypoints_2d(const float *grey, int32_t size, float *scratch, float *output);

/* Second difference of inverse depth, relative to inverse depth, cut at 1. Inverse depth is linear
 * in the image of a plane, so that slanted walls stay silent. */
void scene_edge_occlusion(const float *depth, int32_t size, float *output);

/* Root of the smaller eigenvalue of the blurred structure tensor of normals and log depth, cut
 * at 1. `scratch`: 4 size^2. */
void scene_keypoints_3d(
  const float *const normals[3], const float *log_depth, int32_t size, float *scratch,
  float *output);

/* Principal curvatures as tanh(k / 4), the larger magnitude first; positive where the surface
 * bulges towards the viewer (1 / radius on a sphere). `scratch`: 4 size^2. */
void scene_curvature(
  const float *const normals[3], const float *const points[3], int32_t size, float *scratch,
  float *first, float *second);

/* One edge of the pixel graph. */
typedef struct SceneEdge {
  uint32_t weight;
  int32_t from, to;
} SceneEdge;

/* Buffers of a segmentation: 4 size^2 edges each, size^2 parents, counts and thresholds. */
typedef struct SceneGraph {
  SceneEdge *edges, *sorted;
  int32_t *parents, *counts;
  float *thresholds;
} SceneGraph;

/* Felzenszwalb and Huttenlocher, IJCV 2004, on the 8-neighbour graph of `size` by `size` pixels.
 * Weights are weighted Euclidean distances over `channel_count` planes; with `points` and
 * `normals`, the distance from each point to the other's tangent plane over depth joins them.
 * `labels` receives 0, 1, ... in the order of first pixels; returns how many. */
int32_t scene_segment(
  const float *const *channels, const float *channel_weights, int32_t channel_count,
  const float *const *points, const float *const *normals, int32_t size, float threshold,
  int32_t smallest, const SceneGraph *graph, int16_t *labels);

#endif
