// What each stage reads and writes, and in which order.
#include "network.h"

// Without taps beyond the pixel and without a halo, an image is one long row.
static int is_pointwise(const ck_stage *s) {
  return !s->is_matrix && s->form.kernel == 1 && s->form.stride == 1
         && s->x_row == s->form.width * s->in_stride;
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
  if (f->kernel == 1) join_rows(p);
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

int64_t ck_place_tiles(const ck_form *f, ck_tile *tile) {
  const int64_t step = f->dilation;
  int64_t count = 0;
  for (int64_t down = 0; down < step; down++)
    for (int64_t row = down; row < f->height; row += 4 * step)
      for (int64_t right = 0; right < step; right++)
        for (int64_t column = right; column < f->width; column += 4 * step, count++)
          if (tile) tile[count] = (ck_tile){row, column};
  return count;
}

// The tiles of a convolution that goes by tiles, or 0. They pay where products of channels outweigh
// the transforms, and where enough tiles share the reading of 36 large matrices: measured with 16 to
// 512 channels on maps of 4 x 4 to 64 x 64.
static int64_t tiles_of(const ck_form *f) {
  if (f->kernel != 3 || f->stride != 1 || f->upsampled || f->pooled) return 0;
  if (f->bias != CK_NO_BIAS || f->channels % 8 != 0 || f->out_channels % 8 != 0) return 0;
  if (f->channels < 16 || f->out_channels < 16) return 0;
  const int64_t tiles = ck_place_tiles(f, 0), matrix = f->channels * f->out_channels;
  return tiles >= 4 && matrix <= 16384 * tiles ? tiles : 0;
}

// Gradients are summed over about as many tiles, or over 8 images, before they join the rest.
#define CK_BLOCK_TILES 512
#define CK_BLOCK_IMAGES 8

static void groups(ck_stage *s) {
  s->group = 1;
  s->block = CK_BLOCK_IMAGES;
  s->tiles = tiles_of(&s->form);
  if (s->tiles == 0) return;
  s->group = max_of(CK_CHUNK_TILES / s->tiles, 1);
  s->block = round_up(max_of(CK_BLOCK_TILES / s->tiles, 1), s->group);
}

// The channels, taps and paddings, which need no other stage but the source.
static void extents(ck_net *net, int64_t index) {
  ck_stage *s = &net->stage[index];
  const ck_form *f = &s->form;
  s->is_matrix = f->kernel == 0;
  s->in_stride = f->source < 0 ? f->channels : net->stage[f->source].out_stride;
  s->out_stride = round_up(f->out_channels, 8);
  s->taps = s->is_matrix ? f->input_images * f->height * f->width
            : f->upsampled ? 16
                           : f->kernel * f->kernel;
  groups(s);
  s->padding = s->is_matrix || f->pooled || s->tiles > 0 ? 0 : f->dilation * (f->kernel - 1) / 2;
  s->grad_padding = s->padding;
  s->out_images = s->is_matrix ? 1 : f->input_images;
  s->dz_row = (f->out_width + 2 * s->grad_padding) * s->out_stride;
  s->z_image = f->out_height * f->out_width * s->out_stride;
  s->z_step = s->is_matrix || net->plan.training ? s->z_image : 0;
  s->reader = -1;
}

static ck_map *map_of(ck_net *net, int64_t source) {
  return source < 0 ? &net->input : &net->stage[source].out;
}

// Who reads whom, and the widest halo that any reader needs.
static void connect(ck_net *net, int64_t index) {
  ck_stage *s = &net->stage[index];
  ck_map *map = map_of(net, s->form.source);
  map->halo = max_of(map->halo, s->padding);
  if (s->form.source >= 0 && net->stage[s->form.source].reader < 0)
    net->stage[s->form.source].reader = index;
  for (int64_t i = index + 1; i < net->plan.stages; i++)
    if (net->stage[i].form.source == s->form.source) s->adds = 1;
}

// Without training only one image at a time is between the stages; all outputs are kept.
static void lay_rows(const ck_net *net, ck_map *map, int64_t height, int64_t width,
                     int64_t stride, int is_kept) {
  map->row = (width + 2 * map->halo) * stride;
  map->image = is_kept || net->plan.training ? (height + 2 * map->halo) * map->row : 0;
}

static void products(ck_net *net, ck_stage *s) {
  const ck_form *f = &s->form;
  if (s->is_matrix) {
    // An odd number of lines between rows keeps them in different sets of the cache.
    s->x_row = s->x_image = (round_up(s->taps * s->in_stride, 16) / 16 | 1) * 16;
  } else {
    s->x_row = map_of(net, f->source)->row;
    s->x_image = map_of(net, f->source)->image;
  }
  if (f->pooled || s->tiles > 0) return;
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

void ck_geometry(ck_net *net) {
  const int64_t stages = net->plan.stages;
  for (int64_t i = 0; i < stages; i++) extents(net, i);
  for (int64_t i = 0; i < stages; i++) connect(net, i);
  const ck_form *first = &net->stage[0].form;
  lay_rows(net, &net->input, first->height, first->width, first->channels, 0);
  for (int64_t i = 0; i < stages; i++) {
    ck_stage *s = &net->stage[i];
    lay_rows(net, &s->out, s->form.out_height, s->form.out_width, s->out_stride, i == stages - 1);
  }
  for (int64_t i = 0; i < stages; i++) products(net, &net->stage[i]);
}
