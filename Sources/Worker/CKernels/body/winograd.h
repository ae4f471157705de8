// 3 x 3 convolutions of stride 1 with a quarter of the products (Winograd's F(4 x 4, 3 x 3); Lavin and
// Gray, CVPR 2016): a tile's 16 outputs come from the 36 values of its 6 x 6 window, each multiplied
// by one matrix of channels. With a dilation, a tile's pixels lie that far apart. The gradients are
// the exact reverse of the outputs: each transform backwards, between the same matrices.

// The rows and columns of the window that a tile sees; -1 outside the image.
typedef struct {
  int64_t row[6], column[6];
} ck_reach;

CK_INLINE ck_reach reach_of(const ck_stage *s, int64_t tile) {
  ck_reach reach;
  for (int i = 0; i < 6; i++) {
    const int64_t row = s->tile[tile].row + (i - 1) * s->form.dilation;
    const int64_t column = s->tile[tile].column + (i - 1) * s->form.dilation;
    reach.row[i] = row < s->form.height ? max_of(row, -1) : -1;
    reach.column[i] = column < s->form.width ? max_of(column, -1) : -1;
  }
  return reach;
}

CK_INLINE int is_seen(const ck_reach *reach, int row, int column) {
  return reach->row[row] >= 0 && reach->column[column] >= 0;
}

#define CK_PER_WIDTH "lines.h"
#include "widths.h"

// Tiles that go through the products together: some of one image's, or all of several images.
typedef struct {
  int64_t image, images, tile, tiles, rows;
  int64_t in_apart, out_apart;  // floats between the matrices of neighbouring values
} ck_chunk;

static ck_chunk chunk_of(const ck_stage *s, int64_t image, int64_t images, int64_t tile) {
  const int64_t rest = s->tiles - tile;
  const int64_t tiles = rest < CK_CHUNK_TILES ? rest : CK_CHUNK_TILES, rows = images * tiles;
  // One line more keeps neighbouring matrices in different sets of the cache.
  return (ck_chunk){image, images, tile, tiles, rows,
                    rows * s->in_stride + 16, rows * s->out_stride + 16};
}

static void gather_windows(const ck_net *net, const ck_stage *s, const ck_chunk *k) {
  for (int64_t row = 0; row < k->rows; row++) {
    const ck_reach reach = reach_of(s, k->tile + row % k->tiles);
    const float *x = s->x + (k->image + row / k->tiles) * s->x_image;
    float *to = net->windows + row * s->in_stride;
    CK_EACH_VECTOR(s->in_stride, window, s, &reach, x + c, net->zeros, to + c, k->in_apart);
  }
}

// 36 products of the rows of a chunk with the matrices of the filter.
static void multiply_tiles(
    const ck_net *net, int64_t rows, const float *from, int64_t inputs, int64_t apart_from,
    float *filter, float *to, int64_t outputs, int64_t apart_to) {
  ck_product p = {.rows = 1, .channels = outputs, .segments = 1, .length = inputs,
                  .a_column = inputs, .y_column = outputs};
  for (int64_t i = 0; i < 36; i++) {
    p.b = filter + i * inputs * outputs;
    product(&p, rows, from + i * apart_from, net->zeros, 0, 0, to + i * apart_to);
  }
}

// z of some images.
static void multiply_windows(const ck_net *net, const ck_stage *s, int64_t image, int64_t images) {
  for (int64_t tile = 0; tile < s->tiles; tile += CK_CHUNK_TILES) {
    const ck_chunk k = chunk_of(s, image, images, tile);
    gather_windows(net, s, &k);
    multiply_tiles(net, k.rows, net->windows, s->in_stride, k.in_apart, s->filter, net->answers,
                   s->out_stride, k.out_apart);
    for (int64_t row = 0; row < k.rows; row++) {
      const ck_reach reach = reach_of(s, tile + row % k.tiles);
      const float *from = net->answers + row * s->out_stride;
      float *z = s->z + (image + row / k.tiles) * s->z_step;
      CK_EACH_VECTOR(s->out_stride, answer, s, &reach, from + c, k.out_apart, z + c);
    }
  }
}

static void gather_slopes(
    const ck_net *net, const ck_stage *s, const ck_chunk *k, int64_t n, const float *dz) {
  for (int64_t i = 0; i < k->tiles; i++) {
    const ck_reach reach = reach_of(s, k->tile + i);
    float *to = net->answers + (n * k->tiles + i) * s->out_stride;
    CK_EACH_VECTOR(s->out_stride, slope, s, &reach, dz + c, net->zeros, to + c, k->out_apart);
  }
}

// Adds a chunk's slopes of the 36 matrices to the block's.
static void outer_tiles(const ck_net *net, const ck_stage *s, const ck_chunk *k, int fresh) {
  const ck_walk walk = {.rows = 1, .columns = k->rows, .x_column = s->in_stride,
                        .g_column = s->out_stride, .w_row = s->out_stride};
  for (int64_t i = 0; i < 36; i++)
    outer_product(&walk, s->in_stride, s->out_stride, net->windows + i * k->in_apart,
                  net->answers + i * k->out_apart,
                  net->weight_block + i * s->in_stride * s->out_stride, fresh);
}

static void spread_slopes(const ck_net *net, const ck_stage *s, const ck_chunk *k) {
  const ck_stage *before = &net->stage[s->form.source];
  multiply_tiles(net, k->rows, net->answers, s->out_stride, k->out_apart, s->back_filter,
                 net->windows, s->in_stride, k->in_apart);
  for (int64_t row = 0; row < k->rows; row++) {
    const ck_reach reach = reach_of(s, k->tile + row % k->tiles);
    const float *from = net->windows + row * s->in_stride;
    float *g = before->g + (k->image + row / k->tiles) * before->z_image;
    CK_EACH_VECTOR(s->in_stride, spread, s, &reach, from + c, k->in_apart, g + c);
  }
}

// [value][panel][input][output] from weight[tap][input][output].
static void pack_filter(
    const float *weight, int64_t inputs, int64_t outputs, float *filter) {
  const int64_t apart = inputs * outputs;
  for (int64_t start = 0; start < outputs;) {
    const int64_t width = panel_width(outputs - start);
    for (int64_t k = 0; k < inputs; k++) {
      const float *from = weight + k * outputs + start;
      float *to = filter + start * inputs + k * width;
      CK_EACH_VECTOR(width, filter, from + c, apart, to + c, apart);
    }
    start += width;
  }
}

// The matrices of both directions.
static void pack_tiles(const ck_net *net, const ck_stage *s, int backward) {
  const int64_t inputs = s->in_stride, outputs = s->out_stride;
  const float *weight = net->values + s->form.weight;
  pack_filter(weight, inputs, outputs, s->filter);
  if (!backward || s->form.source < 0) return;
  float *transposed = net->weight_block;
  for (int64_t tap = 0; tap < 9; tap++)
    for (int64_t k = 0; k < inputs; k++)
      for (int64_t o = 0; o < outputs; o++)
        transposed[(tap * outputs + o) * inputs + k] = weight[(tap * inputs + k) * outputs + o];
  pack_filter(transposed, outputs, inputs, s->back_filter);
}

// Adds the block's slopes of the matrices to the flat gradient.
static void unpack_tiles(const ck_net *net, const ck_stage *s) {
  const int64_t apart = s->in_stride * s->out_stride;
  float *gradient = net->gradient + s->form.weight;
  for (int64_t k = 0; k < s->in_stride; k++) {
    const float *from = net->weight_block + k * s->out_stride;
    float *to = gradient + k * s->out_stride;
    CK_EACH_VECTOR(s->out_stride, weight, from + c, apart, to + c, apart);
  }
}
