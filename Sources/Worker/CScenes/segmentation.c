#include "scenes.h"
#include "vectors.h"

typedef struct Planes {
  const float *const *channels;
  const float *weights;
  int32_t count;
  const float *const *points;
  const float *const *normals;
} Planes;

/* The dissimilarity of two pixels, as the bits of a non-negative float, which sort as it does. */
static uint32_t edge_weight(const Planes *planes, int32_t i, int32_t j) {
  float sum = 0;
  for (int32_t c = 0; c < planes->count; c++) {
    float difference = (planes->channels[c][i] - planes->channels[c][j]) * planes->weights[c];
    sum += difference * difference;
  }
  if (planes->points != 0) {
    float distance = 4.0f * plane_distance(planes->points, planes->normals, i, j);
    sum += distance * distance;
  }
  float weight = __builtin_sqrtf(sum);
  uint32_t bits;
  __builtin_memcpy(&bits, &weight, sizeof bits);
  return bits;
}

static int32_t collect_edges(const Planes *planes, int32_t size, SceneEdge *edges) {
  const int32_t steps[4][2] = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}};
  int32_t count = 0;
  for (int32_t y = 0; y < size; y++) {
    for (int32_t x = 0; x < size; x++) {
      for (int k = 0; k < 4; k++) {
        int32_t column = x + steps[k][0], row = y + steps[k][1];
        if (column < 0 || column >= size || row >= size) continue;
        SceneEdge edge = {0, y * size + x, row * size + column};
        edge.weight = edge_weight(planes, edge.from, edge.to);
        edges[count++] = edge;
      }
    }
  }
  return count;
}

/* Sorts by weight in three stable passes of 11 bits, so that ties keep their order. Returns where
 * the result lies: one of the two buffers. */
static SceneEdge *sort_edges(SceneEdge *edges, SceneEdge *other, int32_t count) {
  for (int shift = 0; shift < 33; shift += 11) {
    int32_t starts[2049] = {0};
    for (int32_t i = 0; i < count; i++) starts[((edges[i].weight >> shift) & 2047) + 1]++;
    for (int digit = 0; digit < 2048; digit++) starts[digit + 1] += starts[digit];
    for (int32_t i = 0; i < count; i++) {
      other[starts[(edges[i].weight >> shift) & 2047]++] = edges[i];
    }
    SceneEdge *swap = edges;
    edges = other;
    other = swap;
  }
  return edges;
}

static int32_t root_of(int32_t *parents, int32_t i) {
  while (parents[i] != i) {
    parents[i] = parents[parents[i]];
    i = parents[i];
  }
  return i;
}

/* Hangs the smaller of two roots below the larger, and returns that. */
static int32_t join(const SceneGraph *graph, int32_t a, int32_t b) {
  int32_t large = graph->counts[a] < graph->counts[b] ? b : a;
  int32_t small = large == a ? b : a;
  graph->parents[small] = large;
  graph->counts[large] += graph->counts[small];
  return large;
}

/* The paper's rule: join two components if the edge is no heavier than the heaviest inside either,
 * plus threshold / count. */
static void join_similar(
  const SceneGraph *graph, const SceneEdge *edges, int32_t count, float threshold
) {
  for (int32_t i = 0; i < count; i++) {
    int32_t a = root_of(graph->parents, edges[i].from);
    int32_t b = root_of(graph->parents, edges[i].to);
    float weight;
    __builtin_memcpy(&weight, &edges[i].weight, sizeof weight);
    if (a == b || weight > graph->thresholds[a] || weight > graph->thresholds[b]) continue;
    int32_t root = join(graph, a, b);
    graph->thresholds[root] = weight + threshold / (float)graph->counts[root];
  }
}

static void join_small(
  const SceneGraph *graph, const SceneEdge *edges, int32_t count, int32_t smallest
) {
  for (int32_t i = 0; i < count; i++) {
    int32_t a = root_of(graph->parents, edges[i].from);
    int32_t b = root_of(graph->parents, edges[i].to);
    if (a != b && (graph->counts[a] < smallest || graph->counts[b] < smallest)) {
      join(graph, a, b);
    }
  }
}

/* Numbers the components in the order of their first pixels. */
static int32_t number_components(const SceneGraph *graph, int32_t pixels, int16_t *labels) {
  int32_t *numbers = graph->counts;
  for (int32_t i = 0; i < pixels; i++) numbers[i] = -1;
  int32_t found = 0;
  for (int32_t i = 0; i < pixels; i++) {
    int32_t root = root_of(graph->parents, i);
    if (numbers[root] < 0) numbers[root] = found++;
    labels[i] = (int16_t)numbers[root];
  }
  return found;
}

int32_t scene_segment(
  const float *const *channels, const float *channel_weights, int32_t channel_count,
  const float *const *points, const float *const *normals, int32_t size, float threshold,
  int32_t smallest, const SceneGraph *graph, int16_t *labels
) {
  Planes planes = {channels, channel_weights, channel_count, points, normals};
  int32_t pixels = size * size;
  int32_t count = collect_edges(&planes, size, graph->edges);
  const SceneEdge *edges = sort_edges(graph->edges, graph->sorted, count);
  for (int32_t i = 0; i < pixels; i++) {
    graph->parents[i] = i;
    graph->counts[i] = 1;
    graph->thresholds[i] = threshold;
  }
  join_similar(graph, edges, count, threshold);
  join_small(graph, edges, count, smallest);
  return number_components(graph, pixels, labels);
}
