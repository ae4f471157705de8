/* Ray casting, shading, ground-truth operators and graph segmentation of procedural rooms.
 *
 * A room is an axis-parallel box [0, size.x] x [0, size.y] x [0, size.z] in metres, y upwards, with
 * decals (doors, windows, notes) on its walls and floor and primitives inside. All functions are pure: their results
 * depend on their arguments alone, to the bit, whatever the processor or the number of threads.
 * They allocate nothing; the caller lends every buffer. Images and maps are row-major, row 0 on
 * top. */
#ifndef SCENES_H
#define SCENES_H

#include <stddef.h>
#include <stdint.h>

/* The most primitives a room may hold; tracing keeps candidate lists of this size on the stack. */
#define SCENE_MAXIMUM_PRIMITIVES 384

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
  SCENE_BOOKS,
  SCENE_WALLPAPER,
  SCENE_BRICKS,
  SCENE_CARPET,
  SCENE_POSTER,
  SCENE_PLASTER
} SceneTexture;

/* How a surface looks. Textures blend the two colours; `scale` is their period in metres. `grime` is
 * the strength of the stains and the wear on top of them, at several scales; 1 is a used room. */
typedef struct SceneMaterial {
  SceneTexture texture;
  uint32_t seed;
  SceneVector first, second;
  float scale;
  float specular;
  float emission;
  float grime;
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

/* A rectangle painted on a surface of the shell: 0 at x = 0, 1 at x = size.x (both spanned by z and
 * y), 2 at z = 0, 3 at z = size.z (spanned by x and y), 4 the floor (spanned by x and z). Where
 * `category` is negative it is a note, a stain or a mat: it has no geometry and belongs to the
 * surface that it lies on. */
typedef struct SceneDecal {
  int32_t surface;
  int32_t material;
  int32_t category;
  int32_t instance;
  float u0, u1, v0, v1;
} SceneDecal;

/* A lamp; its `radius` in metres makes shadows soft. */
typedef struct SceneLight {
  SceneVector position, colour;
  float radius;
} SceneLight;

/* Semantic categories the renderer itself needs to know. */
typedef enum SceneCategory {
  SCENE_WALL,
  SCENE_FLOOR,
  SCENE_CEILING,
  SCENE_PANE,
  SCENE_DOOR
} SceneCategory;

/* A described room. Surfaces 0 to 3 are the walls, 4 the floor, 5 the ceiling. The decals of surface
 * s are those from decal_starts[s] up to decal_starts[s + 1], panes before all others. */
typedef struct SceneRoom {
  SceneVector size;
  const ScenePrimitive *primitives;
  int32_t primitive_count;
  const SceneDecal *decals;
  int32_t decal_starts[6];
  const SceneLight *lights;
  int32_t light_count;
  const SceneMaterial *materials;
  int32_t surface_materials[6];
  SceneVector ambient;
  SceneVector trim;
  float baseboard;
  /* The unit direction towards the sun, which shines through panes, and its light; black: none. */
  SceneVector sun, sunlight;
  /* The share of light that the floor mirrors at a glance, 0 to 1. */
  float floor_gloss;
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

/* What a camera makes of light. */
typedef struct SceneSensor {
  /* The mean brightness that automatic exposure aims at. */
  float brightness;
  /* White balance: factors of red, green and blue. */
  SceneVector balance;
  /* The share of light that is lost in the picture's corners. */
  float vignette;
  /* The standard deviation of the lens's blur, in 64ths of the picture. */
  float blur;
  /* How much of a smooth step is mixed into the tone curve. */
  float contrast;
  /* The standard deviation of the noise; white is 1. */
  float noise;
  uint64_t seed;
} SceneSensor;

/* Bytes of the notes that rendering keeps about a room's shadows, and emptying them. They save time
 * and may serve all views of one room; no answer depends on what they hold. */
typedef struct SceneShadows SceneShadows;
size_t scene_shadow_bytes(void);
void scene_forget_shadows(SceneShadows *shadows);

/* The colour that `hit` sends back along `direction`, before exposure. */
SceneVector scene_radiance(
  const SceneRoom *room, SceneVector direction, const SceneHit *hit, SceneShadows *shadows);

/* The unit direction through the point (x, y) of a picture of `size` pixels a side. */
SceneVector scene_pixel_direction(const SceneCamera *camera, int32_t size, float x, float y);

/* The instruction sets that rays are compiled for, slowest first. All give the same bits. */
typedef enum SceneInstructions { SCENE_BASELINE, SCENE_AVX2, SCENE_AVX512 } SceneInstructions;

/* The best ones of this processor. */
SceneInstructions scene_best_instructions(void);

/* Renders the light that falls on each pixel with supersampling^2 rays, as three planes of
 * size * size. `size` must be a multiple of 16. */
void scene_render(
  SceneInstructions instructions, const SceneRoom *room, const SceneCamera *camera, int32_t size,
  int32_t supersampling, SceneShadows *shadows, float *light);

/* Makes `rgb` [size][size][3] of three planes of light, which it changes. `scratch`: size^2. */
void scene_develop(
  float *light, int32_t size, const SceneSensor *sensor, float *scratch, uint8_t *rgb);

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
  SceneInstructions instructions, const SceneRoom *room, const SceneCamera *camera, int32_t size,
  const SceneSurfaces *surfaces);

/* Gaussian blur with repeated borders, cut at 2.5 sigma (at most 100 pixels). `scratch` and `output`
 * have size * size elements; `output` may be `input`. */
void scene_blur(const float *input, int32_t size, float sigma, float *scratch, float *output);

/* Sobel gradient magnitude of `grey` after a blur, cut at 8 % of the greatest and scaled to 0 ... 1,
 * so that texture weighs as much as the outlines of objects. `scratch`: 2 size^2. */
void scene_edge_texture(const float *grey, int32_t size, float *scratch, float *output);

/* Determinant of the Hessian, the largest of four scales, cut at 0.005 and scaled to 0 ... 1.
 * `scratch`: 2 size^2. */
void scene_keypoints_2d(const float *grey, int32_t size, float *scratch, float *output);

/* Sobel gradient magnitude of the root of the depth (m) over 128 m, per 512th of the picture and in
 * units of 0.00625, not cut: as the data's authors made it. `scratch`: 2 size^2. */
void scene_edge_occlusion(const float *depth, int32_t size, float *scratch, float *output);

/* Where one surface hides another, 0 to 1: the distance of neighbouring points from each other's
 * tangent planes, over depth, blurred. Neither slants nor creases answer. `scratch`: size^2. */
void scene_hidden(
  const float *const normals[3], const float *const points[3], int32_t size, float *scratch,
  float *output);

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
