// Muon (Jordan and others, 2024): a filter moves along the nearest orthogonal matrix of its mean
// gradient, so that all its directions are learned at one pace.
//
// The filter is a matrix of taps and inputs by outputs. With G = X^T X, five rounds of the iteration
// X <- X (a + b G + c G^2) bring the singular values of X near 1. The factors are polynomials of the
// first G: they are multiplied with each other, and with X only at the end of a pass. The rounding
// of G grows twelvefold a round where X has hardly anything, so there are two short passes.

#define CK_FIRST_ROUNDS 3
#define CK_LAST_ROUNDS 2

// The product alone, where `multiply` adds it to C.
static void set_product(const ck_matrices *p) {
  memset(p->c, 0, (size_t)(p->rows * p->c_row) * sizeof(float));
  CK_ALGEBRA.multiply(0, p);
}

// c = a^T b, matrices of `rows` rows of `width` values.
static void square_product(
    int64_t rows, int64_t width, const float *a, const float *b, float *c) {
  const ck_matrices p = {rows, width, rows, a, width, 1, b, width, c, width};
  set_product(&p);
}

// q = 3.4445 - 4.775 g + 2.0315 g^2: steep at 0, and near 1 wherever it has been applied often.
static void polynomial(
    int64_t rows, int64_t width, const float *g, const float *squared, float *q) {
  for (int64_t i = 0; i < rows * width; i += 16)
    store16(q + i, madd16(all16(2.0315f), load16(squared + i), all16(-4.775f) * load16(g + i)));
  for (int64_t i = 0; i < rows; i++) q[i * width + i] += 3.4445f;
}

// What X must be multiplied with, in one of the powers; `gram` holds G and is overwritten.
static const float *orthogonalizer(ck_net *net, int64_t rows, int64_t width, int rounds) {
  float *g = net->gram, *q = net->powers[0], *scratch = net->powers[1];
  float *whole = net->powers[2], *next = net->powers[3];
  for (int round = 0; round < rounds; round++) {
    square_product(rows, width, g, g, scratch);
    polynomial(rows, width, g, scratch, q);
    if (round == 0) {
      memcpy(whole, q, (size_t)(rows * width) * sizeof(float));
    } else {
      square_product(rows, width, q, whole, next);
      float *swap = whole;
      whole = next;
      next = swap;
    }
    if (round == rounds - 1) break;
    square_product(rows, width, q, g, scratch);
    square_product(rows, width, scratch, q, g);
  }
  return whole;
}

// Tracks the mean gradient and lays out Nesterov's, with the shorter side of the filter in rows of
// `width`.
static void track(
    ck_net *net, const ck_form *f, const ck_update *u, int is_flat, int64_t width) {
  const int64_t rows = ck_weight_rows(f), columns = f->out_channels;
  const float *g = net->gradient + f->weight;
  float *m = net->first + f->weight, *x = net->mean_gradient;
  const float share = 1 - u->momentum;
  memset(x, 0, (size_t)((is_flat ? columns : rows) * width) * sizeof(float));
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < columns; c++) {
      const int64_t i = r * columns + c;
      m[i] += share * (g[i] - m[i]);
      x[is_flat ? c * width + r : r * width + c] = m[i] + share * (g[i] - m[i]);
    }
}

static float sum_of_squares(int64_t count, const float *x) {
  vec16 sum = all16(0);
  for (int64_t i = 0; i < count; i += 16) sum = madd16(load16(x + i), load16(x + i), sum);
  return total16(sum);
}

// Rounds of the iteration for X over the root of `squares`: `mean_gradient`, of `rows` rows.
static void orthogonalize(
    ck_net *net, int64_t rows, int64_t columns, int64_t width, float squares, int rounds) {
  float *x = net->mean_gradient, *result = net->scratch_gradient;
  const ck_matrices gram = {columns, width, rows, x, width, 1, x, width, net->gram, width};
  set_product(&gram);
  for (int64_t i = 0; i < columns * width; i++) net->gram[i] /= squares;
  const float *factor = orthogonalizer(net, columns, width, rounds);
  const ck_matrices whole = {rows, width, columns, x, 1, width, factor, width, result, width};
  set_product(&whole);
  net->mean_gradient = result;
  net->scratch_gradient = x;
}

// An orthogonal matrix of n columns and m >= n rows has values of mean square 1 / m.
static void muon(ck_net *net, const ck_form *f, const ck_update *u) {
  const int64_t rows = ck_weight_rows(f), columns = f->out_channels;
  const int is_flat = rows < columns;
  const int64_t longer = is_flat ? columns : rows, shorter = is_flat ? rows : columns;
  const int64_t width = round_up(shorter, 16);
  track(net, f, u, is_flat, width);
  const float squares = sum_of_squares(longer * width, net->mean_gradient);
  const float keep = 1 - u->rate * u->decay;
  float step = 0;
  // Not "above 0": what is not a number must reach the weights, where it is noticed.
  if (squares != 0) {
    orthogonalize(net, longer, shorter, width, squares, CK_FIRST_ROUNDS);
    orthogonalize(net, longer, shorter, width, squares, CK_LAST_ROUNDS);
    step = u->rate * u->size * sqrtf((float)longer) / sqrtf(squares);
  }
  const float *x = net->mean_gradient;
  float *w = net->values + f->weight;
  for (int64_t r = 0; r < rows; r++)
    for (int64_t c = 0; c < columns; c++) {
      float *value = w + r * columns + c;
      *value = *value * keep - step * x[is_flat ? c * width + r : r * width + c];
    }
}
