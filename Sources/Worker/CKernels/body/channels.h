// The elementwise passes over all channels of an image.

typedef struct {
  int64_t rows, columns;
} ck_grid;

// Rows somewhere in memory; the pixels of a row lie side by side.
typedef struct {
  float *start;
  int64_t row;
} ck_view;

// The pixels of the input that a window covers.
typedef struct {
  int64_t top, bottom, left, right;
} ck_window;

CK_INLINE ck_window window(const ck_form *f, int64_t row, int64_t column) {
  const int64_t top = row * f->stride - (f->kernel - 1) / 2;
  const int64_t left = column * f->stride - (f->kernel - 1) / 2;
  const int64_t bottom = top + f->kernel, right = left + f->kernel;
  return (ck_window){top > 0 ? top : 0, bottom < f->height ? bottom : f->height,
                     left > 0 ? left : 0, right < f->width ? right : f->width};
}

#define CK_PER_WIDTH "elementwise.h"
#include "widths.h"

// Calls `name` for each vector of `count` channels, the first of which is c.
#define CK_EACH_VECTOR(count, name, ...)                               \
  do {                                                                 \
    int64_t c = 0;                                                     \
    for (; c + 16 <= (count); c += 16) CK_JOIN(name, 16)(__VA_ARGS__); \
    if (c < (count)) CK_JOIN(name, 8)(__VA_ARGS__);                    \
  } while (0)

#define CK_EACH_CHANNEL(name, ...) CK_EACH_VECTOR(s->out_stride, name, s, c, __VA_ARGS__)

static void apply(
    const ck_stage *s, ck_grid grid, const float *z, const ck_view *other, const ck_view *to) {
  if (other)
    CK_EACH_CHANNEL(apply, grid, z, other, to);
  else
    CK_EACH_CHANNEL(apply, grid, z, 0, to);
}

static void measure(ck_stage *s, ck_grid grid, const float *z) {
  CK_EACH_CHANNEL(measure, grid, z);
}

static void mask(
    ck_stage *s, ck_grid grid, float *g, const float *from, const float *z,
    const ck_view *output, const float *other) {
  if (other)
    CK_EACH_CHANNEL(mask, grid, g, from, z, output, other);
  else
    CK_EACH_CHANNEL(mask, grid, g, from, z, output, 0);
}

static void pool(const ck_stage *s, const ck_view *from, float *z) {
  CK_EACH_CHANNEL(pool, from, z);
}

static void unpool(
    const ck_stage *s, const ck_view *from, const float *z, const float *slope, float *g) {
  CK_EACH_CHANNEL(unpool, from, z, slope, g);
}

static void unnormalise(
    const ck_stage *s, ck_grid grid, const float *g, const float *z, const ck_view *to) {
  CK_EACH_CHANNEL(unnormalise, grid, g, z, to);
}

static void clear_sums(ck_stage *s) {
  memset(s->sum, 0, (size_t)s->out_stride * sizeof(double));
  memset(s->square, 0, (size_t)s->out_stride * sizeof(double));
}

#define CK_EPSILON 1e-5

static float trained(const ck_net *net, int64_t start, int64_t channel, float otherwise) {
  return start < 0 ? otherwise : net->values[start + channel];
}

// Scale and shift of the output from the statistics `mean` and `inverse`, or none at all.
static void fold(ck_net *net, ck_stage *s) {
  for (int64_t c = 0; c < s->form.out_channels; c++) {
    if (!s->form.normalised) {
      s->scale[c] = 1;
      continue;
    }
    s->scale[c] = trained(net, s->form.scale, c, 1) * s->inverse[c];
    const float lowered = s->mean[c] * s->scale[c];
    s->shift[c] = trained(net, s->form.offset, c, 0) - lowered;
  }
}

static void fold_running(ck_net *net, ck_stage *s) {
  for (int64_t c = 0; s->form.normalised && c < s->form.out_channels; c++) {
    s->mean[c] = net->values[s->form.mean + c];
    s->inverse[c] = (float)(1 / __builtin_sqrt(
        (double)net->values[s->form.variance + c] + CK_EPSILON));
  }
  fold(net, s);
}

// Statistics of the batch, tracked with momentum 0.1 (the unbiased variance).
static void fold_batch(ck_net *net, ck_stage *s, double count) {
  for (int64_t c = 0; s->form.normalised && c < s->form.out_channels; c++) {
    const double mean = s->sum[c] / count;
    const double square = s->square[c] / count - mean * mean;
    const double variance = square > 0 ? square : 0;
    s->mean[c] = (float)mean;
    s->inverse[c] = (float)(1 / __builtin_sqrt(variance + CK_EPSILON));
    float *running = net->values + s->form.mean + c;
    float *spread = net->values + s->form.variance + c;
    const double unbiased = count > 1 ? variance * count / (count - 1) : variance;
    *running = (float)(*running + (mean - *running) * 0.1);
    *spread = (float)(*spread + (unbiased - *spread) * 0.1);
  }
  fold(net, s);
}

// Gradients of scale and offset, and how g and z make dz, from the sums of g and g (z - mean).
static void fold_back(ck_net *net, ck_stage *s, double count) {
  for (int64_t c = 0; c < s->form.out_channels; c++) {
    if (!s->form.normalised) {
      s->back_g[c] = 1;
      continue;
    }
    const double inverse = s->inverse[c], of_scale = s->square[c] * inverse;
    const double gain = trained(net, s->form.scale, c, 1) * inverse;
    if (s->form.scale >= 0) {
      net->gradient[s->form.scale + c] = (float)of_scale;
      net->gradient[s->form.offset + c] = (float)s->sum[c];
    }
    s->back_g[c] = (float)gain;
    s->back_z[c] = (float)(-gain * inverse * of_scale / count);
    s->back_constant[c] = (float)(-gain * s->sum[c] / count);
  }
}
