// How a network lies in memory, and what its stages compute.
#ifndef CK_NETWORK_H
#define CK_NETWORK_H

#include "CKernels.h"

#define CK_MAX_TAPS 49

static inline int64_t round_up(int64_t count, int64_t unit) { return (count + unit - 1) / unit * unit; }

static inline int64_t max_of(int64_t a, int64_t b) { return a > b ? a : b; }

static inline int64_t min_of(int64_t a, int64_t b) { return a < b ? a : b; }

/// The rows of a convolution's weight as a matrix of taps and inputs by outputs.
static inline int64_t ck_weight_rows(const ck_form *form) {
  return form->kernel * form->kernel * form->channels;
}

/// The channels of the next panel where `rest` are left.
static inline int64_t panel_width(int64_t rest) { return rest >= 32 ? 32 : rest >= 16 ? 16 : 8; }

/// y[row][column][c] = init + sum over segments and k of a[segment + k] * b[segment, k][c]:
/// a convolution without a copy, because the taps of a filter row lie side by side in the map.
typedef struct {
  int64_t rows, columns, channels;
  int64_t segments, length;
  int64_t offset[CK_MAX_TAPS];  // of each segment from the pixel
  int64_t a_start, a_row, a_column;
  int64_t y_start, y_row, y_column;
  int64_t tap_count, tap[CK_MAX_TAPS];  // the effective taps in the order of b
  int64_t tap_length;                   // k per tap
  float *b;                             // packed: [panel][segment, k][32, 16 or 8 channels]
} ck_product;

/// w[k][c] += sum over rows and columns of x[k] * g[c]: the gradient of one filter row.
typedef struct {
  int64_t x_start, g_start, w_start;
} ck_outer;

/// The pixel of a tile's first output.
typedef struct {
  int64_t row, column;
} ck_tile;

/// Where the images of a network's input or of a stage's output lie, inside a halo of zeros.
typedef struct {
  float *start;              // the first pixel of the first image
  int64_t halo, row, image;  // pixels on each side; floats per padded row and image
} ck_map;

typedef struct {
  ck_form form;
  int64_t reader;  // the first stage whose input is this one's output, or -1
  int64_t adds;    // whether later stages read the same input: gradients join theirs
  ck_map out;      // the output; unused where a matrix product reads it
  int64_t is_matrix, taps;          // taps of the effective weight: kernel^2, 16, or positions
  int64_t in_stride, out_stride;    // floats per pixel
  int64_t padding, grad_padding;    // pixels around x and dz that the taps reach
  int64_t x_row, x_image;           // floats per padded row and image; matrix: per row of x
  int64_t dz_row;                   // floats per padded row of dz
  int64_t z_image;                  // floats per output image
  int64_t z_step;                   // floats from image to image of z: 0 without training
  int64_t out_images;               // output images per sample
  int64_t tiles;   // per image, of a convolution by tiles; 0: by products
  int64_t group;   // images that are multiplied together
  int64_t block;   // images whose weight gradients are summed before they join the rest
  int64_t products, back_products;
  ck_product product[4], back[4];
  int64_t outers, outer_length, outer_x_row, outer_x_column, outer_g_row, outer_g_column;
  int64_t outer_rows, outer_columns;
  ck_outer outer[CK_MAX_TAPS];
  int64_t is_narrow;  // few outputs: the weight gradient has the inputs in its lanes instead
  ck_tile *tile;
  float *filter, *back_filter;  // 36 matrices, packed: [value][panel][k][32, 16 or 8 channels]
  float *x;             // what the first tap of the first pixel reads; matrix: the rows
  float *z, *dz, *g;
  float *effective;     // the 16 summed taps of an upsampled convolution
  float *init;          // the bias, padded: [out_stride] or [position][out_stride]
  float *position_sum;  // the gradient of a bias per position
  float *factors;       // dropout factors of x
  float *mean, *inverse, *scale, *shift;   // per channel of the output, padded
  float *back_g, *back_z, *back_constant;  // dz = back_g g + (back_z (z - mean) + back_constant)
  double *sum, *square;  // over the batch: forward of z; backward of g and g (z - mean)
} ck_stage;

struct ck_net {
  ck_plan plan;
  ck_stage *stage;
  ck_map input;
  float *values, *gradient, *first, *second;
  float *weight_block;  // the weight gradient of a stage and a block of images:
                        // [tap][in_stride][out_stride], or [out_stride][tap][in_stride] if is_narrow;
                        // by tiles [value][in_stride][out_stride]
  float *mean_gradient, *scratch_gradient;  // of an orthogonal weight, its shorter side in rows of
                                            // a padded width
  float *gram, *powers[4];                  // square matrices of that width
  float *windows, *answers;  // 36 matrices of a chunk of tiles, on both sides of the filter
  float *prediction, *slope, *wide;  // one image in the output's own shape; scratch of the losses
  float *class_weights;            // of each label, 1 where nothing else is said
  float *zeros;
  char *arena;
  int64_t bytes;
};

/// Derives the geometry of all stages from their forms.
void ck_geometry(ck_net *net);

/// How many tiles of 4 x 4 outputs, a dilation apart, cover an image; places them unless `tile` is
/// null.
int64_t ck_place_tiles(const ck_form *form, ck_tile *tile);

/// Copies the weights into the panels of the forward and backward products, and the biases.
void ck_pack(ck_net *net, int backward);

/// Adds a block's weight gradient to the flat gradient.
void ck_unpack(ck_net *net, int64_t stage);

// Tiles that go through the products together: what they need stays in the second cache.
#define CK_CHUNK_TILES 48

#endif
