#include "textures.h"

#include "vectors.h"

/* A position within a repeating cell: which cell, and how far into it (0 to 1). */
typedef struct Cell {
  int32_t index;
  float offset;
} Cell;

static inline Cell cell_of(float position, float period) {
  float scaled_position = position / period;
  Cell cell;
  cell.index = floor_index(scaled_position);
  cell.offset = scaled_position - (float)cell.index;
  return cell;
}

static inline float smooth(float t) { return t * t * (3.0f - 2.0f * t); }

float value_noise(float x, float y, uint32_t seed) {
  int32_t column = floor_index(x);
  int32_t row = floor_index(y);
  float fx = smooth(x - (float)column);
  float fy = smooth(y - (float)row);
  float a = cell_value(column, row, seed);
  float b = cell_value(column + 1, row, seed);
  float c = cell_value(column, row + 1, seed);
  float d = cell_value(column + 1, row + 1, seed);
  return a + (b - a) * fx + (c - a) * fy + (a - b - c + d) * fx * fy;
}

/* Noise of three octaves, in [0, 1). */
static float rough_noise(float x, float y, uint32_t seed) {
  return 0.55f * value_noise(x, y, seed) + 0.3f * value_noise(x * 2.1f, y * 2.1f, seed + 7)
    + 0.15f * value_noise(x * 4.3f, y * 4.3f, seed + 13);
}

/* Planks along v with a tone each, grain, and dark joints. */
static float wood_share(const SceneMaterial *m, float u, float v) {
  Cell plank = cell_of(u, m->scale);
  float jitter = cell_value(plank.index, 3, m->seed);
  Cell board = cell_of(v + jitter * m->scale * 6.0f, m->scale * 6.0f);
  if (plank.offset < 0.06f || board.offset < 0.015f) return 1.3f;
  float tone = cell_value(plank.index, board.index, m->seed + 5);
  float grain = rough_noise(
    u / m->scale * 3.0f, v / m->scale * 0.5f + jitter * 9.0f, m->seed);
  return 0.55f * tone + 0.45f * grain;
}

/* Cupboard doors: thin joints, and a handle near the upper edge of each door. */
static float panel_share(const SceneMaterial *m, float u, float v) {
  Cell column = cell_of(u, m->scale);
  Cell row = cell_of(v, m->scale);
  if (column.offset < 0.05f || row.offset < 0.05f) return 1.0f;
  int handle = column.offset > 0.42f && column.offset < 0.58f && row.offset > 0.86f
    && row.offset < 0.92f;
  return handle ? 1.4f : 0.08f * cell_value(column.index, row.index, m->seed);
}

static SceneVector book_colour(const SceneMaterial *m, float u) {
  int32_t book = cell_of(u, m->scale).index;
  SceneVector cover = vector(
    0.2f + 0.7f * cell_value(book, 2, m->seed), 0.15f + 0.6f * cell_value(book, 3, m->seed),
    0.15f + 0.6f * cell_value(book, 4, m->seed));
  return scaled(cover, 0.6f + 0.4f * cell_value(book, 1, m->seed));
}

/* How much of the second colour shows at (u, v); beyond 1 the difference is exaggerated. */
static float second_share(const SceneMaterial *m, float u, float v) {
  Cell column = cell_of(u, m->scale);
  Cell row = cell_of(v, m->scale);
  switch (m->texture) {
  case SCENE_CHECKER:
    return ((column.index + row.index) & 1) ? 1.0f : 0.0f;
  case SCENE_STRIPES:
    return column.offset < 0.5f ? 0.0f : 1.0f;
  case SCENE_NOISE:
    return rough_noise(u / m->scale, v / m->scale, m->seed);
  case SCENE_WOOD:
    return wood_share(m, u, v);
  case SCENE_TILES:
    if (column.offset < 0.08f || row.offset < 0.08f) return 1.0f;
    return 0.25f * cell_value(column.index, row.index, m->seed);
  case SCENE_SPECKLES:
    if (value_noise(u / m->scale * 5.0f, v / m->scale * 5.0f, m->seed) > 0.62f) return 1.0f;
    return 0.15f * value_noise(u * 3.0f, v * 3.0f, m->seed);
  case SCENE_DOTS: {
    float x = column.offset - 0.5f, y = row.offset - 0.5f;
    return x * x + y * y < 0.07f ? 1.0f : 0.0f;
  }
  case SCENE_PAINTING: {
    float value = rough_noise(u * 4.0f, v * 4.0f, m->seed);
    return value > 0.5f ? 1.0f : value > 0.4f ? 0.5f : 0.0f;
  }
  case SCENE_PANELS:
    return panel_share(m, u, v);
  default:
    return 0.12f * value_noise(u * 6.0f, v * 6.0f, m->seed);
  }
}

SceneVector texture_colour(const SceneMaterial *m, float u, float v) {
  if (m->texture == SCENE_BOOKS) return book_colour(m, u);
  return blend(m->first, m->second, second_share(m, u, v));
}

SceneVector window_colour(const SceneMaterial *m, float u, float v, int *is_frame) {
  Cell pane = cell_of(u, m->scale);
  *is_frame = pane.offset < 0.07f || u < 0.05f || v < 0.06f || magnitude(v - 0.62f) < 0.02f;
  if (*is_frame) return vector(0.85f, 0.85f, 0.82f);
  int sky = v + 0.12f * value_noise(u * 5.0f, 1.0f, m->seed) > 0.5f;
  if (sky) return m->first;
  return scaled(m->second, 0.6f + 0.4f * value_noise(u * 7.0f, v * 7.0f, m->seed));
}
