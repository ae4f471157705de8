// One arena for everything.
#include "network.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

// A first pass counts, the second one hands out: `base` is null in the first.
typedef struct {
  char *base;
  int64_t used;
} arena;

static void *take(arena *a, int64_t count, int64_t size) {
  // A margin behind each part: kernels may read, and overwrite with zeros, one vector beyond.
  char *place = a->base ? a->base + a->used : 0;
  a->used += round_up(count * size + 64, 64);
  return place;
}

static void map_memory(arena *a, ck_map *map, int64_t height, int64_t stride, int64_t images) {
  const int64_t count = map->image > 0 ? images * map->image : (height + 2 * map->halo) * map->row;
  float *place = take(a, count, 4);
  if (place) map->start = place + map->halo * (map->row + stride);
}

static void stage_memory(ck_net *net, arena *a, ck_stage *s) {
  const int64_t batch = net->plan.batch, training = net->plan.training;
  const int64_t outputs = batch * s->out_images, channels = s->out_stride + 16;
  if (s->is_matrix) s->x = take(a, batch * s->x_image, 4);
  if (s->reader < 0 || !net->stage[s->reader].is_matrix)
    map_memory(a, &s->out, s->form.out_height, s->out_stride, outputs);
  s->z = take(a, s->z_step > 0 ? outputs * s->z_image : s->z_image, 4);
  const int64_t positions = s->form.bias == CK_POSITION_BIAS
                                ? s->form.out_height * s->form.out_width : 1;
  s->init = take(a, positions * s->out_stride + 32, 4);
  for (int64_t i = 0; i < s->products; i++)
    s->product[i].b = take(
        a, s->product[i].segments * s->product[i].length * s->out_stride, 4);
  if (s->tiles > 0) {
    s->tile = take(a, s->tiles, sizeof(ck_tile));
    s->filter = take(a, 36 * s->in_stride * s->out_stride, 4);
  }
  float **channel[] = {&s->mean, &s->inverse, &s->scale, &s->shift,
                       &s->back_g, &s->back_z, &s->back_constant};
  for (int i = 0; i < 7; i++) *channel[i] = take(a, channels, 4);
  s->sum = take(a, channels, 8);
  s->square = take(a, channels, 8);
  if (s->form.upsampled) s->effective = take(a, 16 * s->form.channels * s->form.out_channels, 4);
  if (!training) return;
  s->g = take(a, outputs * s->z_image, 4);
  const int64_t dz_rows = s->is_matrix ? batch : s->form.out_height + 2 * s->grad_padding;
  s->dz = take(a, dz_rows * s->dz_row, 4);
  s->position_sum = take(a, positions * s->out_stride, 4);
  if (s->form.dropout > 0) s->factors = take(a, batch * s->x_image, 4);
  if (s->form.source < 0) return;
  if (s->tiles > 0) s->back_filter = take(a, 36 * s->in_stride * s->out_stride, 4);
  for (int64_t i = 0; i < s->back_products; i++)
    s->back[i].b =
        take(a, s->back[i].segments * s->back[i].length * s->back[i].channels, 4);
}

static void optimizer_memory(ck_net *net, arena *a) {
  int64_t filter = 0, square = 0;
  for (int64_t i = 0; i < net->plan.stages; i++) {
    const ck_form *f = &net->stage[i].form;
    if (!f->orthogonal) continue;
    const int64_t rows = ck_weight_rows(f);
    const int64_t width = round_up(min_of(rows, f->out_channels), 16);
    filter = max_of(filter, max_of(rows, f->out_channels) * width);
    square = max_of(square, width * width);
  }
  net->mean_gradient = take(a, filter, 4);
  net->scratch_gradient = take(a, filter, 4);
  net->gram = take(a, square, 4);
  for (int i = 0; i < 4; i++) net->powers[i] = take(a, square, 4);
}

static void lay_out(ck_net *net, arena *a) {
  const ck_plan *p = &net->plan;
  net->values = take(a, p->values, 4);
  if (p->training) {
    net->gradient = take(a, p->trained, 4);
    net->first = take(a, p->trained, 4);
    net->second = take(a, p->trained, 4);
  }
  const ck_form *first = &net->stage[0].form;
  if (!net->stage[0].is_matrix)
    map_memory(a, &net->input, first->height, first->channels, p->batch * first->input_images);
  for (int64_t i = 0; i < p->stages; i++) stage_memory(net, a, &net->stage[i]);
  const ck_stage *last = &net->stage[p->stages - 1];
  const int64_t count = max_of(last->z_image, 1) + 64;
  net->prediction = take(a, count, 4);
  net->slope = take(a, count, 4);
  net->wide = take(a, 3 * 16 * (last->out_stride + 16), 4);
  net->class_weights = take(a, last->out_stride, 4);
  int64_t widest = 0, weights = 0, windows = 0, answers = 0;
  for (int64_t i = 0; i < p->stages; i++) {
    const ck_stage *s = &net->stage[i];
    widest = max_of(widest, s->is_matrix ? s->taps * s->in_stride
                                         : max_of(s->in_stride, s->out_stride));
    weights = max_of(weights, (s->tiles > 0 ? 36 : s->taps) * s->in_stride * s->out_stride);
    if (s->tiles == 0) continue;
    windows = max_of(windows, 36 * (CK_CHUNK_TILES * s->in_stride + 16));
    answers = max_of(answers, 36 * (CK_CHUNK_TILES * s->out_stride + 16));
  }
  net->windows = take(a, windows, 4);
  net->answers = take(a, answers, 4);
  if (p->training) {
    net->weight_block = take(a, weights, 4);
    optimizer_memory(net, a);
  }
  net->zeros = take(a, widest, 4);
}

static void place_input(const ck_net *net, ck_stage *s) {
  if (s->is_matrix) return;
  const int64_t source = s->form.source;
  const ck_map *map = source < 0 ? &net->input : &net->stage[source].out;
  s->x = map->start - s->padding * (map->row + s->in_stride);
}

static void set_class_weights(ck_net *net, const float *weights) {
  const int64_t channels = net->stage[net->plan.stages - 1].form.out_channels;
  for (int64_t c = 0; c < channels / (net->plan.shuffle * net->plan.shuffle); c++)
    net->class_weights[c] = weights[c];
}

ck_net *ck_create(const ck_plan *plan, const ck_form *forms, const float *class_weights) {
  ck_net *net = calloc(1, sizeof *net);
  ck_stage *stages = calloc((size_t)plan->stages, sizeof *stages);
  if (!net || !stages) {
    free(net);
    free(stages);
    return 0;
  }
  net->plan = *plan;
  net->stage = stages;
  for (int64_t i = 0; i < plan->stages; i++) net->stage[i].form = forms[i];
  ck_geometry(net);
  arena counting = {0, 0};
  lay_out(net, &counting);
  const int64_t page = 1 << 21;
  const int64_t whole = counting.used >= page ? round_up(counting.used, page) : counting.used;
  net->bytes = whole;
  net->arena = aligned_alloc(counting.used >= page ? page : 64, (size_t)whole);
  if (!net->arena) {
    free(stages);
    free(net);
    return 0;
  }
  if (counting.used >= page) madvise(net->arena, (size_t)whole, MADV_HUGEPAGE);
  memset(net->arena, 0, (size_t)whole);
  arena handing = {net->arena, 0};
  lay_out(net, &handing);
  for (int64_t i = 0; i < plan->stages; i++) {
    place_input(net, &net->stage[i]);
    if (net->stage[i].tiles > 0) ck_place_tiles(&net->stage[i].form, net->stage[i].tile);
  }
  set_class_weights(net, class_weights);
  return net;
}

void ck_destroy(ck_net *net) {
  if (!net) return;
  free(net->arena);
  free(net->stage);
  free(net);
}

int64_t ck_bytes(const ck_net *net) { return net->bytes; }
float *ck_values(ck_net *net) { return net->values; }
float *ck_first(ck_net *net) { return net->first; }
float *ck_second(ck_net *net) { return net->second; }
const float *ck_gradient(const ck_net *net) { return net->gradient; }
