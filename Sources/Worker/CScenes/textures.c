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

static inline float plank_jitter(const SceneMaterial *m, int32_t plank) {
  return cell_value(plank, 3, m->seed);
}

NoisePlace noise_place(const SceneMaterial *m, float u, float v) {
  NoisePlace place = {u * 6.0f, v * 6.0f, 1};
  switch (m->texture) {
  case SCENE_NOISE: return (NoisePlace){u / m->scale, v / m->scale, 3};
  case SCENE_WOOD: {
    float jitter = plank_jitter(m, cell_of(u, m->scale).index);
    return (NoisePlace){u / m->scale * 3.0f, v / m->scale * 0.5f + jitter * 9.0f, 3};
  }
  case SCENE_SPECKLES: return (NoisePlace){u / m->scale * 5.0f, v / m->scale * 5.0f, 1};
  case SCENE_PAINTING: return (NoisePlace){u * 4.0f, v * 4.0f, 3};
  case SCENE_PLASTER: return (NoisePlace){u * 1.7f, v * 1.7f, 3};
  case SCENE_CHECKER:
  case SCENE_STRIPES:
  case SCENE_TILES:
  case SCENE_DOTS:
  case SCENE_PANELS:
  case SCENE_WALLPAPER:
  case SCENE_BRICKS:
  case SCENE_CARPET:
  case SCENE_BOOKS:
  case SCENE_POSTER:
  case SCENE_WINDOW: place.octaves = 0; return place;
  default: return place;
  }
}

static float noise_at(NoisePlace place, uint32_t seed) {
  if (place.octaves == 0) return 0;
  float x = place.x, y = place.y, first = value_noise(x, y, seed);
  if (place.octaves == 1) return first;
  float second = value_noise(
    x * ROUGH_SECOND_SCALE, y * ROUGH_SECOND_SCALE, seed + ROUGH_SECOND_SEED);
  float third = value_noise(x * ROUGH_THIRD_SCALE, y * ROUGH_THIRD_SCALE, seed + ROUGH_THIRD_SEED);
  return ROUGH_FIRST * first + ROUGH_SECOND * second + ROUGH_THIRD * third;
}

/* Noise about 0 with `frequency` values a metre, which fades before a ray of `width` metres would
 * skip from one value to the next. */
static float octave(float u, float v, float frequency, float width, uint32_t seed) {
  float detail = least(1.0f, 2.0f - 2.0f * frequency * width);
  if (detail <= 0) return 0;
  return detail * (value_noise(u * frequency, v * frequency, seed) - 0.5f);
}

/* Planks along v with a tone each, grain, and dark joints. */
static float wood_share(const SceneMaterial *m, float u, float v, float grain) {
  Cell plank = cell_of(u, m->scale);
  float jitter = plank_jitter(m, plank.index);
  Cell board = cell_of(v + jitter * m->scale * 6.0f, m->scale * 6.0f);
  if (plank.offset < 0.06f || board.offset < 0.015f) return 1.3f;
  float tone = cell_value(plank.index, board.index, m->seed + 5);
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

/* A symmetric motif, the same in every cell; odd rows are shifted by half a cell. */
static float wallpaper_share(const SceneMaterial *m, float u, float v) {
  Cell row = cell_of(v, m->scale);
  Cell column = cell_of(u + (row.index & 1 ? 0.5f * m->scale : 0.0f), m->scale);
  float x = magnitude(column.offset - 0.5f);
  float level = 0.65f * value_noise(x * 6.0f, row.offset * 6.0f, m->seed)
    + 0.35f * value_noise(x * 14.0f, row.offset * 14.0f, m->seed + 7);
  return level > 0.54f ? 1.0f : level > 0.46f ? 0.5f : 0.0f;
}

/* Courses of bricks with a tone each; the second colour is the mortar. */
static float brick_share(const SceneMaterial *m, float u, float v) {
  Cell row = cell_of(v, 0.4f * m->scale);
  Cell column = cell_of(u + (row.index & 1 ? 0.5f * m->scale : 0.0f), m->scale);
  if (column.offset < 0.05f || row.offset < 0.12f) return 1.0f;
  return 0.55f * cell_value(column.index, row.index, m->seed);
}

/* Diamonds within diamonds. */
static float carpet_share(const SceneMaterial *m, float u, float v) {
  float x = magnitude(cell_of(u, m->scale).offset - 0.5f);
  float y = magnitude(cell_of(v, m->scale).offset - 0.5f);
  float distance = x + y;
  return distance < 0.18f || (distance > 0.32f && distance < 0.42f) ? 0.8f : 0.0f;
}

/* How much of the second colour shows at (u, v); beyond 1 the difference is exaggerated. */
static float second_share(const SceneMaterial *m, float u, float v, float noise) {
  Cell column = cell_of(u, m->scale);
  Cell row = cell_of(v, m->scale);
  switch (m->texture) {
  case SCENE_CHECKER:
    return ((column.index + row.index) & 1) ? 1.0f : 0.0f;
  case SCENE_STRIPES:
    return column.offset < 0.5f ? 0.0f : 1.0f;
  case SCENE_NOISE:
    return noise;
  case SCENE_WOOD:
    return wood_share(m, u, v, noise);
  case SCENE_TILES:
    if (column.offset < 0.08f || row.offset < 0.08f) return 1.0f;
    return 0.25f * cell_value(column.index, row.index, m->seed);
  case SCENE_SPECKLES:
    if (noise > 0.62f) return 1.0f;
    return 0.15f * value_noise(u * 3.0f, v * 3.0f, m->seed);
  case SCENE_DOTS: {
    float x = column.offset - 0.5f, y = row.offset - 0.5f;
    return x * x + y * y < 0.07f ? 1.0f : 0.0f;
  }
  case SCENE_PAINTING:
    return noise > 0.5f ? 1.0f : noise > 0.4f ? 0.5f : 0.0f;
  case SCENE_PANELS:
    return panel_share(m, u, v);
  case SCENE_WALLPAPER:
    return wallpaper_share(m, u, v);
  case SCENE_BRICKS:
    return brick_share(m, u, v);
  case SCENE_CARPET:
    return carpet_share(m, u, v);
  case SCENE_PLASTER:
    return 0.8f * noise;
  default:
    return 0.12f * noise;
  }
}

/* Spines of books with a band across and a gap between them. */
static SceneVector book_colour(const SceneMaterial *m, float u, float v) {
  Cell place = cell_of(u, m->scale);
  int32_t book = place.index;
  SceneVector cover = vector(
    0.2f + 0.6f * cell_value(book, 2, m->seed), 0.2f + 0.4f * cell_value(book, 3, m->seed),
    0.2f + 0.4f * cell_value(book, 4, m->seed));
  if (place.offset < 0.1f) return scaled(cover, 0.25f);
  float band = 0.04f + 0.12f * cell_value(book, 5, m->seed);
  float tone = 0.6f + 0.4f * cell_value(book, 1, m->seed);
  return scaled(cover, v > band && v < band + 0.025f ? tone * 1.6f : tone);
}

/* Four boxes and discs in their own colours on the first colour, as printed matter has them. All that
 * is random about one of them fits into one hash. */
static SceneVector poster_colour(const SceneMaterial *m, float u, float v) {
  SceneVector colour = m->first;
  float x = u / m->scale, y = v / m->scale;
  for (int32_t shape = 0; shape < 4; shape++) {
    uint32_t bits = cell_hash(shape, 1, m->seed);
    float dx = x - (float)(bits & 31) * (1.0f / 31.0f);
    float dy = y - (float)(bits >> 5 & 31) * (1.0f / 31.0f);
    float width = 0.06f + (float)(bits >> 10 & 15) * 0.02f;
    float height = 0.06f + (float)(bits >> 14 & 15) * 0.02f;
    int is_inside = shape & 1 ? magnitude(dx) < width && magnitude(dy) < height
                              : dx * dx + dy * dy < width * height;
    if (!is_inside) continue;
    SceneVector ink = vector(
      (float)(bits >> 18 & 15), (float)(bits >> 22 & 15), (float)(bits >> 26 & 15));
    colour = add(scaled(ink, 0.6f / 15.0f), scaled(m->second, 0.4f));
  }
  return colour;
}

SurfaceNoise surface_noise(const SceneMaterial *m, float u, float v, float width) {
  SurfaceNoise noise = {
    m->grime * octave(u, v, WEAR_COARSE, width, m->seed + WEAR_COARSE_SEED),
    m->grime * octave(u, v, WEAR_MIDDLE, width, m->seed + WEAR_MIDDLE_SEED),
    m->grime * octave(u, v, WEAR_FINE, width, m->seed + WEAR_FINE_SEED),
    noise_at(noise_place(m, u, v), m->seed)};
  return noise;
}

SceneVector texture_colour(const SceneMaterial *m, float u, float v, SurfaceNoise noise) {
  SceneVector colour;
  if (m->texture == SCENE_BOOKS) {
    colour = book_colour(m, u, v);
  } else if (m->texture == SCENE_POSTER) {
    colour = poster_colour(m, u, v);
  } else {
    float share = second_share(m, u, v, noise.texture) + 0.3f * noise.middle + 0.2f * noise.fine;
    colour = blend(m->first, m->second, share);
  }
  colour = scaled(
    colour, 1.0f + 0.24f * noise.coarse + 0.12f * noise.middle + 0.14f * noise.fine);
  return vector(most(0.0f, colour.x), most(0.0f, colour.y), most(0.0f, colour.z));
}

int is_window_frame(const SceneMaterial *m, float u, float v) {
  return cell_of(u, m->scale).offset < 0.07f || u < 0.05f || v < 0.06f
    || magnitude(v - 0.62f) < 0.02f;
}

SceneVector window_view(const SceneMaterial *m, float u, float v) {
  int is_sky = v + 0.12f * value_noise(u * 5.0f, 1.0f, m->seed) > 0.5f;
  if (is_sky) return m->first;
  return scaled(m->second, 0.6f + 0.4f * value_noise(u * 7.0f, v * 7.0f, m->seed));
}
