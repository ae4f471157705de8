// The transforms of Winograd's F(4 x 4, 3 x 3) on LANES channels (included once per width), with the
// points 0, ±1/√2, ±√2 and infinity, whose rounding is half that of 0, ±1, ±2 and infinity
// (Barabasz et al., 2020).
//
// A line is one row or column of a tile, `step` vectors apart, and is replaced by its transform;
// going through the columns and then the rows transforms the tile.

#define VEC CK_NAME(vec)
#define LOAD CK_NAME(load)
#define STORE CK_NAME(store)
#define ALL CK_NAME(all)
#define MADD CK_NAME(madd)

#define CK_SMALL 0.70710678118654752f
#define CK_LARGE 1.4142135623730950f

// Six inputs to the values at six points: B^T d.
CK_INLINE void CK_NAME(window_line)(VEC *v, const int step) {
  const VEC d0 = v[0], d1 = v[step], d2 = v[2 * step];
  const VEC d3 = v[3 * step], d4 = v[4 * step], d5 = v[5 * step];
  const VEC even_small = MADD(d2, ALL(-2), d4), odd_small = MADD(d1, ALL(-2), d3);
  const VEC even_large = MADD(d2, ALL(-0.5f), d4), odd_large = MADD(d1, ALL(-0.5f), d3);
  v[0] = MADD(d2, ALL(-2.5f), d0 + d4);
  v[step] = MADD(odd_small, ALL(CK_SMALL), even_small);
  v[2 * step] = MADD(odd_small, ALL(-CK_SMALL), even_small);
  v[3 * step] = MADD(odd_large, ALL(CK_LARGE), even_large);
  v[4 * step] = MADD(odd_large, ALL(-CK_LARGE), even_large);
  v[5 * step] = MADD(d3, ALL(-2.5f), d1 + d5);
}

// Values at six points to four outputs: A^T m.
CK_INLINE void CK_NAME(answer_line)(VEC *v, const int step) {
  const VEC small_sum = v[step] + v[2 * step], small = v[step] - v[2 * step];
  const VEC large_sum = v[3 * step] + v[4 * step], large = v[3 * step] - v[4 * step];
  v[0] += small_sum + large_sum;
  v[step] = MADD(small, ALL(CK_SMALL), large * ALL(CK_LARGE));
  v[2 * step] = MADD(small_sum, ALL(0.5f), large_sum * ALL(2));
  v[3 * step] =
      MADD(small, ALL(0.5f * CK_SMALL), MADD(large, ALL(2 * CK_LARGE), v[5 * step]));
}

// Four slopes to those at six points: A y, the reverse of the outputs.
CK_INLINE void CK_NAME(slope_line)(VEC *v, const int step) {
  const VEC y0 = v[0], y1 = v[step], y2 = v[2 * step], y3 = v[3 * step];
  const VEC even_small = MADD(y2, ALL(0.5f), y0), even_large = MADD(y2, ALL(2), y0);
  const VEC odd_small = MADD(y3, ALL(0.5f), y1), odd_large = MADD(y3, ALL(2), y1);
  v[step] = MADD(odd_small, ALL(CK_SMALL), even_small);
  v[2 * step] = MADD(odd_small, ALL(-CK_SMALL), even_small);
  v[3 * step] = MADD(odd_large, ALL(CK_LARGE), even_large);
  v[4 * step] = MADD(odd_large, ALL(-CK_LARGE), even_large);
  v[5 * step] = y3;
}

// Slopes at six points to those of six inputs: B t, the reverse of the inputs.
CK_INLINE void CK_NAME(spread_line)(VEC *v, const int step) {
  const VEC t0 = v[0], t5 = v[5 * step];
  const VEC small_sum = v[step] + v[2 * step];
  const VEC large_sum = v[3 * step] + v[4 * step];
  const VEC small = (v[step] - v[2 * step]) * ALL(CK_SMALL);
  const VEC large = (v[3 * step] - v[4 * step]) * ALL(CK_LARGE);
  v[step] = MADD(small, ALL(-2), MADD(large, ALL(-0.5f), t5));
  v[2 * step] = MADD(t0, ALL(-2.5f), MADD(small_sum, ALL(-2), large_sum * ALL(-0.5f)));
  v[3 * step] = MADD(t5, ALL(-2.5f), small + large);
  v[4 * step] = t0 + (small_sum + large_sum);
}

// Three weights to the values at six points: G g.
CK_INLINE void CK_NAME(filter_line)(VEC *v, const int step) {
  const VEC g0 = v[0], g1 = v[step], g2 = v[2 * step];
  const VEC even_small = MADD(g2, ALL(0.5f), g0) * ALL(-2.0f / 3);
  const VEC even_large = MADD(g2, ALL(2), g0) * ALL(1.0f / 6);
  v[step] = MADD(g1, ALL(-2.0f / 3 * CK_SMALL), even_small);
  v[2 * step] = MADD(g1, ALL(2.0f / 3 * CK_SMALL), even_small);
  v[3 * step] = MADD(g1, ALL(1.0f / 6 * CK_LARGE), even_large);
  v[4 * step] = MADD(g1, ALL(-1.0f / 6 * CK_LARGE), even_large);
  v[5 * step] = g2;
}

// Slopes at six points to those of three weights: G^T u.
CK_INLINE void CK_NAME(weight_line)(VEC *v, const int step) {
  const VEC small_sum = (v[step] + v[2 * step]) * ALL(-2.0f / 3);
  const VEC large_sum = (v[3 * step] + v[4 * step]) * ALL(1.0f / 6);
  const VEC small = (v[step] - v[2 * step]) * ALL(-2.0f / 3 * CK_SMALL);
  const VEC large = (v[3 * step] - v[4 * step]) * ALL(1.0f / 6 * CK_LARGE);
  v[0] += small_sum + large_sum;
  v[step] = small + large;
  v[2 * step] = MADD(small_sum, ALL(0.5f), MADD(large_sum, ALL(2), v[5 * step]));
}

#define CK_LINES(name, COUNT, step, apart) \
  CK_UNROLL for (int i = 0; i < COUNT; i++) CK_NAME(name)(v + i * (apart), step)

// The 36 values of a tile lie `apart` floats from one another.
CK_INLINE void CK_NAME(load_values)(const float *from, int64_t apart, VEC *v) {
  CK_UNROLL for (int i = 0; i < 36; i++) v[i] = LOAD(from + i * apart);
}

CK_INLINE void CK_NAME(store_values)(const VEC *v, float *to, int64_t apart) {
  CK_UNROLL for (int i = 0; i < 36; i++) STORE(to + i * apart, v[i]);
}

// The window of a tile to its 36 values.
CK_INLINE void CK_NAME(window)(
    const ck_stage *s, const ck_reach *reach, const float *x, const float *zeros, float *to,
    int64_t apart) {
  VEC v[36];
  CK_UNROLL for (int i = 0; i < 6; i++)
    CK_UNROLL for (int j = 0; j < 6; j++)
      v[6 * i + j] = LOAD(is_seen(reach, i, j)
                              ? x + reach->row[i] * s->x_row + reach->column[j] * s->in_stride
                              : zeros);
  CK_LINES(window_line, 6, 6, 1);
  CK_LINES(window_line, 6, 1, 6);
  CK_NAME(store_values)(v, to, apart);
}

// The 36 values of a tile to its outputs.
CK_INLINE void CK_NAME(answer)(
    const ck_stage *s, const ck_reach *reach, const float *from, int64_t apart, float *z) {
  VEC v[36];
  CK_NAME(load_values)(from, apart, v);
  CK_LINES(answer_line, 6, 6, 1);
  CK_LINES(answer_line, 4, 1, 6);
  CK_UNROLL for (int i = 0; i < 4; i++)
    CK_UNROLL for (int j = 0; j < 4; j++)
      if (is_seen(reach, i + 1, j + 1))
        STORE(z + (reach->row[i + 1] * s->form.width + reach->column[j + 1]) * s->out_stride,
              v[6 * i + j]);
}

// The slopes of a tile's outputs to those of its 36 values.
CK_INLINE void CK_NAME(slope)(
    const ck_stage *s, const ck_reach *reach, const float *dz, const float *zeros, float *to,
    int64_t apart) {
  VEC v[36];
  CK_UNROLL for (int i = 0; i < 4; i++)
    CK_UNROLL for (int j = 0; j < 4; j++)
      v[6 * i + j] =
          LOAD(is_seen(reach, i + 1, j + 1)
                   ? dz + (reach->row[i + 1] * s->form.width + reach->column[j + 1]) * s->out_stride
                   : zeros);
  CK_LINES(slope_line, 4, 1, 6);
  CK_LINES(slope_line, 6, 6, 1);
  CK_NAME(store_values)(v, to, apart);
}

// The slopes of 36 values, added to those of the window's pixels.
CK_INLINE void CK_NAME(spread)(
    const ck_stage *s, const ck_reach *reach, const float *from, int64_t apart, float *g) {
  VEC v[36];
  CK_NAME(load_values)(from, apart, v);
  CK_LINES(spread_line, 6, 6, 1);
  CK_LINES(spread_line, 6, 1, 6);
  CK_UNROLL for (int i = 0; i < 6; i++)
    CK_UNROLL for (int j = 0; j < 6; j++)
      if (is_seen(reach, i, j)) {
        float *to = g + (reach->row[i] * s->form.width + reach->column[j]) * s->in_stride;
        STORE(to, LOAD(to) + v[6 * i + j]);
      }
}

// Nine weights, `apart_from` floats from one another, to 36.
CK_INLINE void CK_NAME(filter)(
    const float *from, int64_t apart_from, float *to, int64_t apart) {
  VEC v[36];
  CK_UNROLL for (int i = 0; i < 3; i++)
    CK_UNROLL for (int j = 0; j < 3; j++) v[6 * i + j] = LOAD(from + (3 * i + j) * apart_from);
  CK_LINES(filter_line, 3, 1, 6);
  CK_LINES(filter_line, 6, 6, 1);
  CK_NAME(store_values)(v, to, apart);
}

// The slopes of 36 weights, added to those of nine.
CK_INLINE void CK_NAME(weight)(
    const float *from, int64_t apart, float *to, int64_t apart_to) {
  VEC v[36];
  CK_NAME(load_values)(from, apart, v);
  CK_LINES(weight_line, 6, 6, 1);
  CK_LINES(weight_line, 3, 1, 6);
  CK_UNROLL for (int i = 0; i < 3; i++)
    CK_UNROLL for (int j = 0; j < 3; j++) {
      float *place = to + (3 * i + j) * apart_to;
      STORE(place, LOAD(place) + v[6 * i + j]);
    }
}

#undef CK_LINES
#undef CK_SMALL
#undef CK_LARGE
#undef VEC
#undef LOAD
#undef STORE
#undef ALL
#undef MADD
