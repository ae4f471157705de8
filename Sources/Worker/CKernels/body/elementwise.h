// Normalisation, residual sums and rectifiers on LANES channels of an image (included per width).

#define VEC CK_NAME(vec)
#define INT CK_NAME(lanes)
#define LOAD CK_NAME(load)
#define STORE CK_NAME(store)
#define ALL CK_NAME(all)
#define MADD CK_NAME(madd)

// to = max(z scale + shift + other, floor): the output of a stage, into the next one's input.
CK_INLINE void CK_NAME(apply)(
    const ck_stage *s, int64_t c, ck_grid grid, const float *z, const ck_view *other,
    const ck_view *to) {
  const VEC scale = LOAD(s->scale + c), shift = LOAD(s->shift + c);
  const VEC floor = ALL(s->form.rectified ? 0 : -INFINITY);
  for (int64_t row = 0; row < grid.rows; row++) {
    const float *from = z + row * grid.columns * s->out_stride + c;
    const float *sum = other ? other->start + row * other->row + c : 0;
    float *place = to->start + row * to->row + c;
    for (int64_t i = 0; i < grid.columns; i++) {
      VEC value = MADD(LOAD(from + i * s->out_stride), scale, shift);
      if (sum) value += LOAD(sum + i * s->out_stride);
      const INT low = value < floor;
      value = (VEC)((low & (INT)floor) | (~low & (INT)value));
      STORE(place + i * s->out_stride, value);
    }
  }
}

// Adds the sums of z and z^2 of an image to the batch's.
CK_INLINE void CK_NAME(measure)(ck_stage *s, int64_t c, ck_grid grid, const float *z) {
  VEC sum = ALL(0), square = ALL(0);
  for (int64_t i = 0; i < grid.rows * grid.columns; i++) {
    const VEC value = LOAD(z + i * s->out_stride + c);
    sum += value;
    square = MADD(value, value, square);
  }
  for (int i = 0; i < LANES; i++) {
    s->sum[c + i] += (double)sum[i];
    s->square[c + i] += (double)square[i];
  }
}

// g = (from + other) where the output is above the floor; adds the sums of g and g (z - mean).
CK_INLINE void CK_NAME(mask)(
    ck_stage *s, int64_t c, ck_grid grid, float *g, const float *from, const float *z,
    const ck_view *output, const float *other) {
  const VEC floor = ALL(s->form.rectified ? 0 : -INFINITY), mean = LOAD(s->mean + c);
  VEC sum = ALL(0), product = ALL(0);
  for (int64_t row = 0; row < grid.rows; row++) {
    const float *out = output->start + row * output->row + c;
    const int64_t start = row * grid.columns * s->out_stride + c;
    for (int64_t i = 0; i < grid.columns; i++) {
      const int64_t place = start + i * s->out_stride;
      VEC slope = LOAD(from + place);
      if (other) slope += LOAD(other + place);
      slope = (VEC)(~(INT)(LOAD(out + i * s->out_stride) <= floor) & (INT)slope);
      STORE(g + place, slope);
      sum += slope;
      product = MADD(slope, LOAD(z + place) - mean, product);
    }
  }
  for (int i = 0; i < LANES; i++) {
    s->sum[c + i] += (double)sum[i];
    s->square[c + i] += (double)product[i];
  }
}

// dz = back_g g + (back_z (z - mean) + back_constant), into the padded gradient.
CK_INLINE void CK_NAME(unnormalise)(
    const ck_stage *s, int64_t c, ck_grid grid, const float *g, const float *z,
    const ck_view *to) {
  const VEC mean = LOAD(s->mean + c), of_g = LOAD(s->back_g + c), of_z = LOAD(s->back_z + c);
  const VEC constant = LOAD(s->back_constant + c);
  for (int64_t row = 0; row < grid.rows; row++) {
    const int64_t start = row * grid.columns * s->out_stride + c;
    float *place = to->start + row * to->row + c;
    for (int64_t i = 0; i < grid.columns; i++) {
      const int64_t at = start + i * s->out_stride;
      const VEC rest = MADD(LOAD(z + at) - mean, of_z, constant);
      STORE(place + i * s->out_stride, MADD(LOAD(g + at), of_g, rest));
    }
  }
}

// z = the largest value of each window; taps outside the image do not count.
CK_INLINE void CK_NAME(pool)(const ck_stage *s, int64_t c, const ck_view *from, float *z) {
  const ck_form *f = &s->form;
  for (int64_t row = 0; row < f->out_height; row++)
    for (int64_t column = 0; column < f->out_width; column++) {
      const ck_window w = window(f, row, column);
      VEC largest = ALL(-INFINITY);
      for (int64_t y = w.top; y < w.bottom; y++)
        for (int64_t x = w.left; x < w.right; x++) {
          const VEC value = LOAD(from->start + y * from->row + x * s->in_stride + c);
          const INT above = value > largest;
          largest = (VEC)((above & (INT)value) | (~above & (INT)largest));
        }
      STORE(z + (row * f->out_width + column) * s->out_stride + c, largest);
    }
}

// The slope of each window joins that of its first largest value.
CK_INLINE void CK_NAME(unpool)(
    const ck_stage *s, int64_t c, const ck_view *from, const float *z, const float *slope,
    float *g) {
  const ck_form *f = &s->form;
  for (int64_t row = 0; row < f->out_height; row++)
    for (int64_t column = 0; column < f->out_width; column++) {
      const ck_window w = window(f, row, column);
      const int64_t place = (row * f->out_width + column) * s->out_stride + c;
      const VEC largest = LOAD(z + place);
      INT rest = (INT)LOAD(slope + place);
      for (int64_t y = w.top; y < w.bottom; y++)
        for (int64_t x = w.left; x < w.right; x++) {
          const INT hit = LOAD(from->start + y * from->row + x * s->in_stride + c) == largest;
          float *to = g + (y * f->width + x) * s->in_stride + c;
          STORE(to, LOAD(to) + (VEC)(rest & hit));
          rest &= ~hit;
        }
    }
}

#undef VEC
#undef INT
#undef LOAD
#undef STORE
#undef ALL
#undef MADD
