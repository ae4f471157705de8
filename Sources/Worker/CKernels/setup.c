// Geometry of the stages, and one arena for everything.
#include "network.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static int64_t round_up(int64_t count, int64_t unit) { return (count + unit - 1) / unit * unit; }

static int64_t max_of(int64_t a, int64_t b) { return a > b ? a : b; }

// Without taps beyond the pixel and without a halo, an image is one long row.
static int is_pointwise(const ck_stage *s) {
  return !s->is_matrix && s->form.kernel == 1 && s->form.stride == 1;
}

static void join_rows(ck_product *p) {
  p->columns *= p->rows;
  p->rows = 1;
}

// Products of an ordinary convolution or a matrix product.
static void plain_product(ck_stage *s) {
  const ck_form *f = &s->form;
  ck_product *p = &s->product[0];
  s->products = 1;
  p->channels = s->out_stride;
  if (s->is_matrix) {
    *p = (ck_product){.rows = 1, .columns = 0, .channels = s->out_stride, .segments = 1,
                      .length = s->taps * s->in_stride, .a_column = s->x_row,
                      .y_column = s->out_stride};
    return;
  }
  p->rows = f->out_height;
  p->columns = f->out_width;
  const int joined = f->dilation == 1;
  p->segments = joined ? f->kernel : f->kernel * f->kernel;
  p->length = joined ? f->kernel * s->in_stride : s->in_stride;
  for (int64_t i = 0; i < p->segments; i++)
    p->offset[i] = joined ? i * s->x_row
                          : (i / f->kernel * s->x_row + i % f->kernel * s->in_stride) * f->dilation;
  p->a_row = f->stride * s->x_row;
  p->a_column = f->stride * s->in_stride;
  p->y_row = f->out_width * s->out_stride;
  p->y_column = s->out_stride;
  p->tap_count = s->taps;
  for (int64_t i = 0; i < s->taps; i++) p->tap[i] = i;
  if (is_pointwise(s)) join_rows(p);
}

// An upsampled 3 x 3 convolution is four 2 x 2 ones on the small map, one per parity.
static void upsampled_products(ck_stage *s) {
  const ck_form *f = &s->form;
  s->products = 4;
  for (int64_t phase = 0; phase < 4; phase++) {
    const int64_t down = phase / 2, right = phase % 2;
    ck_product *p = &s->product[phase];
    *p = (ck_product){.rows = f->height, .columns = f->width, .channels = s->out_stride,
                      .segments = 2, .length = 2 * s->in_stride, .a_row = s->x_row,
                      .a_column = s->in_stride, .tap_count = 4};
    p->offset[1] = s->x_row;
    p->a_start = down * s->x_row + right * s->in_stride;
    p->y_start = (down * f->out_width + right) * s->out_stride;
    p->y_row = 2 * f->out_width * s->out_stride;
    p->y_column = 2 * s->out_stride;
    for (int64_t i = 0; i < 4; i++) p->tap[i] = phase * 4 + i;
  }
}

// The input gradient of an upsampled convolution: a 4 x 4 one of stride 2.
static void upsampled_back(ck_stage *s) {
  const ck_form *f = &s->form;
  ck_product *p = &s->back[0];
  s->back_products = 1;
  *p = (ck_product){.rows = f->height, .columns = f->width, .channels = s->in_stride,
                    .segments = 4, .length = 4 * s->out_stride, .tap_length = s->out_stride,
                    .a_row = 2 * s->dz_row,
                    .a_column = 2 * s->out_stride, .y_row = f->width * s->in_stride,
                    .y_column = s->in_stride, .tap_count = 16};
  for (int64_t t = 0; t < 4; t++) {
    p->offset[t] = t * s->dz_row;
    for (int64_t u = 0; u < 4; u++) {
      // Row t of the window is parity (3 - t) % 2 and filter row (3 - t) / 2 of the small map.
      const int64_t down = (3 - t) % 2, r = (3 - t) / 2, right = (3 - u) % 2, c = (3 - u) / 2;
      p->tap[t * 4 + u] = (down * 2 + right) * 4 + r * 2 + c;
    }
  }
}

// The input gradient of a convolution of stride 1: the flipped filter over the padded gradient.
static void plain_back(ck_stage *s) {
  const ck_form *f = &s->form;
  ck_product *p = &s->back[0];
  s->back_products = 1;
  if (s->is_matrix) {
    *p = (ck_product){.rows = 1, .channels = s->taps * s->in_stride, .segments = 1,
                      .length = f->out_channels, .tap_length = f->out_channels,
                      .a_column = s->out_stride, .y_column = s->taps * s->in_stride};
    return;
  }
  // Padded channels hold zeros: worth skipping, but then the taps of a row are apart.
  const int joined = f->dilation == 1 && f->out_channels == s->out_stride;
  *p = (ck_product){.rows = f->height, .columns = f->width, .channels = s->in_stride,
                    .segments = joined ? f->kernel : s->taps,
                    .length = (joined ? f->kernel : 1) * f->out_channels,
                    .tap_length = f->out_channels, .a_row = s->dz_row,
                    .a_column = s->out_stride, .y_row = f->width * s->in_stride,
                    .y_column = s->in_stride, .tap_count = s->taps};
  for (int64_t i = 0; i < p->segments; i++)
    p->offset[i] = joined ? i * s->dz_row
                          : (i / f->kernel * s->dz_row + i % f->kernel * s->out_stride)
                                * f->dilation;
  for (int64_t i = 0; i < s->taps; i++) p->tap[i] = s->taps - 1 - i;
  if (is_pointwise(s)) join_rows(p);
}

// The taps of parity `odd`, last first; their first place relative to the pixel in `start`.
static int64_t parity_taps(const ck_form *f, int64_t odd, int64_t *taps, int64_t *start) {
  const int64_t padding = (f->kernel - 1) / 2;
  int64_t count = 0;
  for (int64_t tap = f->kernel - 1; tap >= 0; tap--) {
    const int64_t twice = odd + padding - tap;
    if (twice % 2 != 0) continue;
    if (count == 0) *start = twice / 2;
    taps[count++] = tap;
  }
  return count;
}

// The input gradient of a convolution of stride 2: one small convolution per parity.
static void strided_back(ck_stage *s) {
  const ck_form *f = &s->form;
  s->back_products = 4;
  for (int64_t phase = 0; phase < 4; phase++) {
    const int64_t down = phase / 2, right = phase % 2;
    int64_t row_tap[CK_MAX_TAPS], column_tap[CK_MAX_TAPS], row = 0, column = 0;
    const int64_t rows = parity_taps(f, down, row_tap, &row);
    const int64_t columns = parity_taps(f, right, column_tap, &column);
    ck_product *p = &s->back[phase];
    *p = (ck_product){.rows = (f->height - down + 1) / 2, .columns = (f->width - right + 1) / 2,
                      .channels = s->in_stride, .segments = columns > 0 ? rows : 0,
                      .length = columns * s->out_stride, .tap_length = s->out_stride,
                      .a_row = s->dz_row, .a_column = s->out_stride,
                      .y_row = 2 * f->width * s->in_stride, .y_column = 2 * s->in_stride};
    p->a_start = (s->grad_padding + row) * s->dz_row + (s->grad_padding + column) * s->out_stride;
    p->y_start = (down * f->width + right) * s->in_stride;
    p->tap_count = p->segments * columns;
    for (int64_t i = 0; i < p->segments; i++) {
      p->offset[i] = i * s->dz_row;
      for (int64_t j = 0; j < columns; j++)
        p->tap[i * columns + j] = row_tap[i] * f->kernel + column_tap[j];
    }
  }
}

static void weight_gradient(ck_stage *s) {
  const ck_form *f = &s->form;
  const int64_t inner = (s->dz_row + s->out_stride) * s->grad_padding;
  if (s->is_matrix) {
    s->outers = 1;
    s->outer_length = s->taps * s->in_stride;
    s->outer_rows = 1;
    s->outer_x_column = s->x_row;
    s->outer_g_column = s->out_stride;
    return;
  }
  s->outer_x_row = f->stride * s->x_row;
  s->outer_x_column = f->stride * s->in_stride;
  if (f->upsampled) {
    s->outers = 8;
    s->outer_length = 2 * s->in_stride;
    s->outer_rows = f->height;
    s->outer_columns = f->width;
    s->outer_g_row = 2 * s->dz_row;
    s->outer_g_column = 2 * s->out_stride;
    for (int64_t i = 0; i < 8; i++) {
      const int64_t down = i / 4, right = i / 2 % 2, r = i % 2;
      s->outer[i] = (ck_outer){
          .x_start = (down + r) * s->x_row + right * s->in_stride,
          .g_start = inner + down * s->dz_row + right * s->out_stride,
          .w_start = ((down * 2 + right) * 4 + r * 2) * s->in_stride * s->out_stride};
    }
    return;
  }
  s->outers = s->product[0].segments;
  s->outer_length = s->product[0].length;
  s->outer_rows = is_pointwise(s) ? 1 : f->out_height;
  s->outer_columns = f->out_width * (is_pointwise(s) ? f->out_height : 1);
  s->outer_g_row = s->dz_row;
  s->outer_g_column = s->out_stride;
  for (int64_t i = 0; i < s->outers; i++)
    s->outer[i] = (ck_outer){.x_start = s->product[0].offset[i], .g_start = inner,
                             .w_start = i * s->outer_length * s->out_stride};
}

static void geometry(ck_net *net, int64_t index) {
  ck_stage *s = &net->stage[index];
  const ck_form *f = &s->form;
  s->is_matrix = f->kernel == 0;
  s->in_stride = index == 0 ? f->channels : net->stage[index - 1].out_stride;
  s->out_stride = round_up(f->out_channels, 8);
  s->taps = s->is_matrix ? f->input_images * f->height * f->width
            : f->upsampled ? 16
                           : f->kernel * f->kernel;
  s->padding = s->is_matrix ? 0 : f->dilation * (f->kernel - 1) / 2;
  s->grad_padding = s->padding;
  if (s->is_matrix) {
    // An odd number of lines between rows keeps them in different sets of the cache.
    s->x_row = s->x_image = (round_up(s->taps * s->in_stride, 16) / 16 | 1) * 16;
  } else {
    s->x_row = (f->width + 2 * s->padding) * s->in_stride;
    s->x_image = (f->height + 2 * s->padding) * s->x_row;
  }
  s->out_images = s->is_matrix ? 1 : f->input_images;
  s->dz_row = (f->out_width + 2 * s->grad_padding) * s->out_stride;
  s->z_image = s->g_image = f->out_height * f->out_width * s->out_stride;
  if (f->upsampled) {
    upsampled_products(s);
    upsampled_back(s);
  } else {
    plain_product(s);
    if (f->stride == 2) strided_back(s); else plain_back(s);
  }
  weight_gradient(s);
  s->is_narrow = f->out_channels <= 4 && s->outer_length % 16 == 0;
}

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

static void stage_memory(ck_net *net, arena *a, ck_stage *s, int64_t index) {
  const int64_t batch = net->plan.batch, training = net->plan.training;
  const int64_t images = batch * (s->is_matrix ? 1 : s->form.input_images);
  const int64_t outputs = batch * s->out_images, channels = s->out_stride + 16;
  s->x = take(a, images * s->x_image, 4);
  s->z = take(a, outputs * s->z_image, 4);
  const int64_t positions = s->form.bias == CK_POSITION_BIAS
                                ? s->form.out_height * s->form.out_width : 1;
  s->init = take(a, positions * s->out_stride + 32, 4);
  for (int64_t i = 0; i < s->products; i++)
    s->product[i].b = take(
        a, s->product[i].segments * s->product[i].length * s->out_stride, 4);
  float **channel[] = {&s->mean, &s->inverse, &s->scale, &s->shift,
                       &s->back_g, &s->back_z, &s->back_constant};
  for (int i = 0; i < 7; i++) *channel[i] = take(a, channels, 4);
  s->sum = take(a, channels, 8);
  s->square = take(a, channels, 8);
  if (s->form.upsampled) s->effective = take(a, 16 * s->form.channels * s->form.out_channels, 4);
  if (!training) return;
  s->g = take(a, outputs * s->g_image, 4);
  const int64_t dz_rows = s->is_matrix ? batch : s->form.out_height + 2 * s->grad_padding;
  s->dz = take(a, dz_rows * s->dz_row, 4);
  s->weight_block = take(a, s->taps * s->in_stride * s->out_stride, 4);
  s->position_sum = take(a, positions * s->out_stride, 4);
  if (s->form.dropout > 0) s->factors = take(a, images * s->x_image, 4);
  if (index > 0)
    for (int64_t i = 0; i < s->back_products; i++)
      s->back[i].b = take(
          a, s->back[i].segments * s->back[i].length * s->back[i].channels, 4);
}

static void lay_out(ck_net *net, arena *a) {
  const ck_plan *p = &net->plan;
  net->values = take(a, p->values, 4);
  if (p->training) {
    net->gradient = take(a, p->trained, 4);
    net->first = take(a, p->trained, 4);
    net->second = take(a, p->trained, 4);
  }
  for (int64_t i = 0; i < p->stages; i++) stage_memory(net, a, &net->stage[i], i);
  const ck_stage *last = &net->stage[p->stages - 1];
  net->output = take(a, p->batch * last->out_images * last->z_image, 4);
  const int64_t count = max_of(last->z_image, 1) + 64;
  net->prediction = take(a, count, 4);
  net->slope = take(a, count, 4);
  net->wide = take(a, 3 * 16 * (last->out_stride + 16), 4);
  net->class_weights = take(a, last->out_stride, 4);
  int64_t widest = 0;
  for (int64_t i = 0; i < p->stages; i++) {
    const ck_stage *s = &net->stage[i];
    widest = max_of(widest, s->is_matrix ? s->taps * s->in_stride : s->in_stride);
  }
  net->zeros = take(a, widest, 4);
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
  for (int64_t i = 0; i < plan->stages; i++) {
    net->stage[i].form = forms[i];
    geometry(net, i);
  }
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
