// Which tiles each instruction set uses, and the loops over panels of output channels.

// The pixels that a weight gradient sums over, as steps of its two factors.
typedef struct {
  int64_t rows, columns, x_row, x_column, g_row, g_column;
  int64_t w_row;  // floats between the results of neighbouring values of x
} ck_walk;

#define CK_PER_WIDTH "convolve.h"
#include "widths.h"

#define CK_PANEL_ARGUMENTS                                                                      \
  const ck_product *p, int64_t columns, const float *a, const float *b, const float *init,      \
      int64_t init_row, int64_t init_column, float *y
#define CK_PANEL_VALUES p, columns, a, b, init, init_row, init_column, y
#define CK_OUTER_ARGUMENTS                                                                    \
  const ck_walk *walk, int64_t length, const float *x, const float *g, float *w, int fresh

#if CK_WIDE_REGISTERS
static __attribute__((noinline)) void panel_of_32(CK_PANEL_ARGUMENTS) {
  panel16(2, 12, 8, 32, CK_PANEL_VALUES);
}
static __attribute__((noinline)) void panel_of_16(CK_PANEL_ARGUMENTS) {
  panel16(1, 16, 8, 16, CK_PANEL_VALUES);
}
static __attribute__((noinline)) void panel_of_8(CK_PANEL_ARGUMENTS) {
  panel8(1, 16, 8, 8, CK_PANEL_VALUES);
}
static __attribute__((noinline)) void outer_of_32(CK_OUTER_ARGUMENTS) {
  outer_panel16(2, 12, 8, walk, length, x, g, w, fresh);
}
static __attribute__((noinline)) void outer_of_16(CK_OUTER_ARGUMENTS) {
  outer_panel16(1, 24, 8, walk, length, x, g, w, fresh);
}
static __attribute__((noinline)) void outer_of_8(CK_OUTER_ARGUMENTS) {
  outer_panel8(1, 24, 9, walk, length, x, g, w, fresh);
}
#else
#if CK_FUSED
#define CK_TILE_16 6
#define CK_TILE_16_MIDDLE 4
#define CK_TILE_8 8
#define CK_OUTER_16 6
#define CK_OUTER_8 12
#else
#define CK_TILE_16 2
#define CK_TILE_16_MIDDLE 2
#define CK_TILE_8 4
#define CK_OUTER_16 2
#define CK_OUTER_8 6
#endif
static __attribute__((noinline)) void panel_of_32(CK_PANEL_ARGUMENTS) {
  panel16(1, CK_TILE_16, CK_TILE_16_MIDDLE, 32, CK_PANEL_VALUES);
  b += 16;
  init += 16;
  y += 16;
  panel16(1, CK_TILE_16, CK_TILE_16_MIDDLE, 32, CK_PANEL_VALUES);
}
static __attribute__((noinline)) void panel_of_16(CK_PANEL_ARGUMENTS) {
  panel16(1, CK_TILE_16, CK_TILE_16_MIDDLE, 16, CK_PANEL_VALUES);
}
static __attribute__((noinline)) void panel_of_8(CK_PANEL_ARGUMENTS) {
  panel8(1, CK_TILE_8, CK_TILE_8, 8, CK_PANEL_VALUES);
}
static __attribute__((noinline)) void outer_of_16(CK_OUTER_ARGUMENTS) {
  outer_panel16(1, CK_OUTER_16, CK_OUTER_16, walk, length, x, g, w, fresh);
}
static __attribute__((noinline)) void outer_of_32(CK_OUTER_ARGUMENTS) {
  outer_of_16(walk, length, x, g, w, fresh);
  outer_of_16(walk, length, x, g + 16, w + 16, fresh);
}
static __attribute__((noinline)) void outer_of_8(CK_OUTER_ARGUMENTS) {
  outer_panel8(1, CK_OUTER_8, CK_OUTER_8, walk, length, x, g, w, fresh);
}
#endif

// One product for one image; `init` advances with the output's rows and columns, or stays.
static void product(
    const ck_product *p, int64_t columns, const float *a, const float *init, int64_t init_row,
    int64_t init_column, float *y) {
  const int64_t depth = p->segments * p->length;
  for (int64_t c = 0; c < p->channels;) {
    const int64_t width = panel_width(p->channels - c);
    (width == 32 ? panel_of_32 : width == 16 ? panel_of_16 : panel_of_8)(
        p, columns, a + p->a_start, p->b + c * depth, init + c, init_row, init_column,
        y + p->y_start + c);
    c += width;
  }
}

// Few outputs would leave most lanes idle: the inputs take the lanes, the outputs the rows.
// Each result is the same chain of products, so its bytes are the same.
static __attribute__((noinline)) void outer_of_few(
    const ck_walk *walk, int64_t outputs, int64_t inputs, const float *dz, const float *x,
    float *w, int fresh) {
#define CK_OUTPUTS(COUNT, V) \
  if (outputs == COUNT) outer_tile16(COUNT, V, walk, dz, x + k, w + k, fresh);
  int64_t k = 0;
  for (; k + 32 <= inputs; k += 32) {
    CK_OUTPUTS(1, 2)
    CK_OUTPUTS(2, 2)
    CK_OUTPUTS(3, 2)
    CK_OUTPUTS(4, 2)
  }
  for (; k < inputs; k += 16) {
    CK_OUTPUTS(1, 1)
    CK_OUTPUTS(2, 1)
    CK_OUTPUTS(3, 1)
    CK_OUTPUTS(4, 1)
  }
#undef CK_OUTPUTS
}

// `length` values of x times `outputs` slopes.
static void outer_product(
    const ck_walk *walk, int64_t length, int64_t outputs, const float *x, const float *dz,
    float *block, int fresh) {
  for (int64_t c = 0; c < outputs;) {
    const int64_t width = panel_width(outputs - c);
    (width == 32 ? outer_of_32 : width == 16 ? outer_of_16 : outer_of_8)(
        walk, length, x, dz + c, block + c, fresh);
    c += width;
  }
}

// The weight gradient of one image (or of all rows of a matrix product), added to `block`.
static void outer_products(
    const ck_stage *s, int64_t columns, const float *x, const float *dz, float *block, int fresh) {
  const ck_walk walk = {s->outer_rows, columns, s->outer_x_row, s->outer_x_column,
                        s->outer_g_row, s->outer_g_column, s->out_stride};
  const ck_walk narrow = {s->outer_rows, columns, s->outer_g_row, s->outer_g_column,
                          s->outer_x_row, s->outer_x_column, s->taps * s->in_stride};
  for (int64_t i = 0; i < s->outers; i++) {
    const ck_outer *o = &s->outer[i];
    if (s->is_narrow)
      outer_of_few(&narrow, s->form.out_channels, s->outer_length, dz + o->g_start,
                   x + o->x_start, block + o->w_start / s->out_stride, fresh);
    else
      outer_product(&walk, s->outer_length, s->out_stride, x + o->x_start, dz + o->g_start,
                    block + o->w_start, fresh);
  }
}
