// From the samples to the last stage's output.

// Images of stage s for `count` samples, and the pixels of one, as the elementwise passes see them:
// the rows of a matrix product are one image of one column.
static int64_t images_of(const ck_stage *s, int64_t count) {
  return s->is_matrix ? 1 : count * s->out_images;
}

static ck_grid grid_of(const ck_stage *s, int64_t count) {
  return s->is_matrix ? (ck_grid){count, 1} : (ck_grid){s->form.out_height, s->form.out_width};
}

static ck_view view(const ck_map *map, int64_t n) {
  return (ck_view){map->start + n * map->image, map->row};
}

// Where image n of the input of matrix product s begins.
static ck_view row_view(const ck_stage *s, int64_t n, int behind_matrix) {
  if (behind_matrix) return (ck_view){s->x, s->x_row};
  const int64_t views = s->form.input_images, row = s->form.width * s->in_stride;
  return (ck_view){s->x + n / views * s->x_row + n % views * s->form.height * row, row};
}

// The output of stage `index` for image n: a matrix product has its input in its own order.
static ck_view output_view(const ck_net *net, int64_t index, int64_t n) {
  const ck_stage *s = &net->stage[index];
  if (s->reader >= 0 && net->stage[s->reader].is_matrix)
    return row_view(&net->stage[s->reader], n, s->is_matrix);
  return view(&s->out, n);
}

static void copy_input(const ck_net *net, const float *from, int64_t n) {
  const ck_stage *s = &net->stage[0];
  const ck_view to = s->is_matrix ? row_view(s, n, 0) : view(&net->input, n);
  const int64_t row = s->form.width * s->form.channels;
  for (int64_t h = 0; h < s->form.height; h++)
    memcpy(to.start + h * to.row, from + (n * s->form.height + h) * row,
           (size_t)row * sizeof(float));
}

static void finish_output(ck_net *net, int64_t index, int64_t count, int64_t n) {
  const ck_stage *s = &net->stage[index];
  const ck_view to = output_view(net, index, n);
  ck_view other;
  if (s->form.residual >= 0) other = output_view(net, s->form.residual, n);
  apply(s, grid_of(s, count), s->z + n * s->z_step, s->form.residual >= 0 ? &other : 0, &to);
}

// Philox 4x32-10 at sixteen counters in a row: 64 words in the order of the counters.
static void philox(uint64_t first, uint32_t stream, uint32_t step, uint64_t seed, uint32_t *words) {
  uint32_t a[16], b[16], c[16], d[16], low = (uint32_t)seed, high = (uint32_t)(seed >> 32);
  for (int l = 0; l < 16; l++) {
    a[l] = (uint32_t)(first + (uint64_t)l);
    b[l] = (uint32_t)((first + (uint64_t)l) >> 32);
    c[l] = stream;
    d[l] = step;
  }
  for (int round = 0; round < 10; round++) {
    for (int l = 0; l < 16; l++) {
      const uint64_t x = (uint64_t)a[l] * 0xD2511F53u, y = (uint64_t)c[l] * 0xCD9E8D57u;
      a[l] = (uint32_t)(y >> 32) ^ b[l] ^ low;
      b[l] = (uint32_t)y;
      c[l] = (uint32_t)(x >> 32) ^ d[l] ^ high;
      d[l] = (uint32_t)x;
    }
    low += 0x9E3779B9u;
    high += 0xBB67AE85u;
  }
  for (int l = 0; l < 16; l++) {
    words[4 * l] = a[l];
    words[4 * l + 1] = b[l];
    words[4 * l + 2] = c[l];
    words[4 * l + 3] = d[l];
  }
}

// Number i of the stream belongs to value i of the batch in the order of the description.
static void drop(ck_stage *s, int64_t rows, const ck_update *u) {
  const float keep = 1 / (1 - s->form.dropout), rate = s->form.dropout;
  const int whole = s->in_stride == s->form.channels;
  const int64_t runs = whole ? 1 : s->taps, length = s->form.channels * (whole ? s->taps : 1);
  uint32_t words[64];
  int64_t number = 0;
  for (int64_t run = 0; run < rows * runs; run++) {
    const int64_t start = run / runs * s->x_row + run % runs * s->in_stride;
    for (int64_t i = 0; i < length;) {
      if (number % 64 == 0)
        philox((uint64_t)(number / 4), s->form.dropout_stream, u->number, u->dropout_seed, words);
      const int64_t left = 64 - number % 64, count = length - i < left ? length - i : left;
      const uint32_t *word = words + number % 64;
      float *factor = s->factors + start + i, *x = s->x + start + i;
      for (int64_t l = 0; l < count; l++) {
        factor[l] = (float)(int32_t)(word[l] >> 8) * 0x1p-24f >= rate ? keep : 0;
        x[l] *= factor[l];
      }
      number += count;
      i += count;
    }
  }
}

// z of `images` images from the n-th on, at most a group.
static void multiply(
    const ck_net *net, const ck_stage *s, int64_t count, int64_t n, int64_t images) {
  if (s->tiles > 0) {
    multiply_windows(net, s, n, images);
    return;
  }
  float *z = s->z + n * s->z_step;
  if (s->form.pooled) {
    const ck_view from = view(&net->stage[s->form.source].out, n);
    pool(s, &from, z);
    return;
  }
  const int64_t column = s->form.bias == CK_POSITION_BIAS && !s->is_matrix ? 1 : 0;
  for (int64_t i = 0; i < s->products; i++) {
    const ck_product *p = &s->product[i];
    product(p, s->is_matrix ? count : p->columns, s->x + n * s->x_image,
            s->init + column * p->y_start, column * p->y_row, column * p->y_column, z);
  }
}

// Outputs are finished by who reads them first, or at once where only sums need them.
static void finish_sums(ck_net *net, int64_t index, int64_t count) {
  const ck_stage *before = &net->stage[index - 1];
  if (before->reader >= 0) return;
  for (int64_t n = 0; n < images_of(before, count); n++) finish_output(net, index - 1, count, n);
}

// One stage for all images: training needs the statistics of the batch before it goes on.
static void forward_stage(
    ck_net *net, int64_t index, const float *inputs, int64_t count, const ck_update *u) {
  ck_stage *s = &net->stage[index];
  const int64_t source = s->form.source;
  const int64_t sources =
      source < 0 ? count * s->form.input_images : images_of(&net->stage[source], count);
  if (index > 0) finish_sums(net, index, count);
  clear_sums(s);
  for (int64_t n = 0; n < sources; n += s->group) {
    const int64_t end = n + s->group < sources ? n + s->group : sources;
    for (int64_t i = n; i < end; i++) {
      if (index == 0) copy_input(net, inputs, i);
      if (source >= 0 && net->stage[source].reader == index) finish_output(net, source, count, i);
    }
    if (s->is_matrix) continue;
    multiply(net, s, count, n, end - n);
    for (int64_t i = n; s->form.normalised && i < end; i++)
      measure(s, grid_of(s, count), s->z + i * s->z_step);
  }
  if (s->is_matrix) {
    if (s->form.dropout > 0) drop(s, count, u);
    multiply(net, s, count, 0, 1);
    if (s->form.normalised) measure(s, grid_of(s, count), s->z);
  }
  const ck_grid grid = grid_of(s, count);
  fold_batch(net, s, (double)images_of(s, count) * (double)(grid.rows * grid.columns));
}

// Everything with running statistics, one image after the other through all convolutions.
static void forward_running(ck_net *net, const float *inputs, int64_t count) {
  const int64_t stages = net->plan.stages;
  for (int64_t i = 0; i < stages; i++) fold_running(net, &net->stage[i]);
  int64_t first_matrix = 0;
  while (first_matrix < stages && !net->stage[first_matrix].is_matrix) first_matrix++;
  const int64_t images = count * net->stage[0].form.input_images;
  for (int64_t n = 0; n < images; n++) {
    copy_input(net, inputs, n);
    for (int64_t i = 0; i < first_matrix; i++) {
      multiply(net, &net->stage[i], count, n, 1);
      finish_output(net, i, count, n);
    }
  }
  for (int64_t i = first_matrix; i < stages; i++) {
    multiply(net, &net->stage[i], count, 0, 1);
    finish_output(net, i, count, 0);
  }
}

// A sample's output in its own shape, into net->prediction: channels without padding, pixels
// unshuffled. Whole vectors are copied; what is too much is overwritten by the next copy.
static void to_output(const ck_net *net, const float *stored) {
  const ck_stage *s = &net->stage[net->plan.stages - 1];
  const int64_t r = net->plan.shuffle, run = s->form.out_channels / r;
  float *to = net->prediction;
  for (int64_t h = 0; h < s->form.out_height; h++)
    for (int64_t i = 0; i < r; i++)
      for (int64_t w = 0; w < s->form.out_width; w++, to += run) {
        const float *from = stored + (h * s->form.out_width + w) * s->out_stride + i * run;
        for (int64_t c = 0; c < run; c += 16) store16(to + c, load16(from + c));
      }
}

// The reverse for slopes, times `scale`; padding channels stay zero.
static void from_output(const ck_net *net, const float *output, float scale, float *stored) {
  const ck_stage *s = &net->stage[net->plan.stages - 1];
  const int64_t r = net->plan.shuffle, run = s->form.out_channels / r;
  for (int64_t h = 0; h < s->form.out_height; h++)
    for (int64_t i = 0; i < r; i++)
      for (int64_t w = 0; w < s->form.out_width; w++, output += run) {
        float *to = stored + (h * s->form.out_width + w) * s->out_stride + i * run;
        for (int64_t c = 0; c < run; c++) to[c] = output[c] * scale;
      }
}
