// Products and weight gradients for vectors of LANES lanes (included once per width).
// Each result is one chain of multiply-adds in the order of segments, taps and channels (or rows
// and columns), whatever the tile, so tiles may differ between instruction sets.

#define VEC CK_NAME(vec)
#define LOAD CK_NAME(load)
#define STORE CK_NAME(store)
#define ALL CK_NAME(all)
#define MADD CK_NAME(madd)

// P pixels times V vectors of outputs; b advances `step` floats per k.
CK_INLINE void CK_NAME(tile)(
    const int P, const int V, const int step, const ck_product *p, const float *a, const float *b,
    const float *init, int64_t init_column, float *y) {
  VEC sum[24][2];
  const int64_t column = p->a_column;
  CK_UNROLL for (int i = 0; i < P; i++)
    CK_UNROLL for (int v = 0; v < V; v++) sum[i][v] = LOAD(init + i * init_column + v * LANES);
  for (int64_t s = 0; s < p->segments; s++) {
    // One pointer for three pixels: the addressing modes reach 0, 1 and 2 columns further.
    const float *from[8];
    CK_UNROLL for (int i = 0; i < (P + 2) / 3; i++) {
      from[i] = a + p->offset[s] + 3 * i * column;
      __asm__("" : "+r"(from[i]));
    }
    int64_t k = 0;
    for (; k + 4 <= p->length; k += 4) {
      CK_UNROLL for (int u = 0; u < 4; u++) {
        VEC w[2];
        CK_UNROLL for (int v = 0; v < V; v++) w[v] = LOAD(b + u * step + v * LANES);
        CK_UNROLL for (int i = 0; i < P; i++) {
          const VEC x = ALL(from[i / 3][(i % 3) * column + u]);
          CK_UNROLL for (int v = 0; v < V; v++) sum[i][v] = MADD(x, w[v], sum[i][v]);
        }
      }
      b += 4 * step;
      CK_UNROLL for (int i = 0; i < (P + 2) / 3; i++) {
        from[i] += 4;
        __asm__("" : "+r"(from[i]));
      }
    }
    for (; k < p->length; k++) {
      VEC w[2];
      CK_UNROLL for (int v = 0; v < V; v++) w[v] = LOAD(b + v * LANES);
      CK_UNROLL for (int i = 0; i < P; i++) {
        const VEC x = ALL(from[i / 3][(i % 3) * column]);
        CK_UNROLL for (int v = 0; v < V; v++) sum[i][v] = MADD(x, w[v], sum[i][v]);
      }
      b += step;
      CK_UNROLL for (int i = 0; i < (P + 2) / 3; i++) {
        from[i]++;
        __asm__("" : "+r"(from[i]));
      }
    }
  }
  CK_UNROLL for (int i = 0; i < P; i++)
    CK_UNROLL for (int v = 0; v < V; v++) STORE(y + i * p->y_column + v * LANES, sum[i][v]);
}

// All rows of a panel: tiles of WIDE and MIDDLE pixels, then fewer.
CK_INLINE void CK_NAME(panel)(
    const int V, const int WIDE, const int MIDDLE, const int step, const ck_product *p,
    int64_t columns, const float *a, const float *b, const float *init, int64_t init_row,
    int64_t init_column, float *y) {
  for (int64_t row = 0; row < p->rows; row++) {
    const float *ar = a + row * p->a_row;
    const float *ir = init + row * init_row;
    float *yr = y + row * p->y_row;
    int64_t i = 0;
#define CK_TILES(COUNT, WHILE)                                                              \
  for (; (WHILE) && i + COUNT <= columns; i += COUNT)                                       \
    CK_NAME(tile)(COUNT, V, step, p, ar + i * p->a_column, b, ir + i * init_column, init_column, \
                  yr + i * p->y_column);
    CK_TILES(WIDE, columns - i >= 2 * WIDE || (columns - i) % MIDDLE >= WIDE % MIDDLE)
    CK_TILES(MIDDLE, 1)
    if (MIDDLE > 4) CK_TILES(4, 1)
    CK_TILES(1, 1)
#undef CK_TILES
  }
}

// J values of x times V vectors of g, over all pixels of the walk; `fresh` starts at zero.
CK_INLINE void CK_NAME(outer_tile)(
    const int J, const int V, const ck_walk *walk, const float *x, const float *g, float *w,
    int fresh) {
  VEC sum[24][2];
  CK_UNROLL for (int j = 0; j < J; j++)
    CK_UNROLL for (int v = 0; v < V; v++)
      sum[j][v] = fresh ? ALL(0) : LOAD(w + j * walk->w_row + v * LANES);
  for (int64_t row = 0; row < walk->rows; row++) {
    const float *xp = x + row * walk->x_row;
    const float *gp = g + row * walk->g_row;
    for (int64_t column = 0; column < walk->columns; column++) {
      VEC slope[2];
      CK_UNROLL for (int v = 0; v < V; v++) slope[v] = LOAD(gp + v * LANES);
      CK_UNROLL for (int j = 0; j < J; j++) {
        const VEC value = ALL(xp[j]);
        CK_UNROLL for (int v = 0; v < V; v++) sum[j][v] = MADD(value, slope[v], sum[j][v]);
      }
      xp += walk->x_column;
      gp += walk->g_column;
    }
  }
  CK_UNROLL for (int j = 0; j < J; j++)
    CK_UNROLL for (int v = 0; v < V; v++) STORE(w + j * walk->w_row + v * LANES, sum[j][v]);
}

CK_INLINE void CK_NAME(outer_panel)(
    const int V, const int WIDE, const int MIDDLE, const ck_walk *walk, int64_t length,
    const float *x, const float *g, float *w, int fresh) {
  int64_t k = 0;
#define CK_TILES(COUNT)             \
  for (; k + COUNT <= length; k += COUNT) \
    CK_NAME(outer_tile)(COUNT, V, walk, x + k, g, w + k * walk->w_row, fresh);
  CK_TILES(WIDE)
  if (MIDDLE < WIDE) CK_TILES(MIDDLE)
  if (MIDDLE > 4) CK_TILES(4)
  CK_TILES(1)
#undef CK_TILES
}

#undef VEC
#undef LOAD
#undef STORE
#undef ALL
#undef MADD
