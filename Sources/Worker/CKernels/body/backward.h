// From the losses to the gradient of every trained value.

// What the losses see: the output of a sample in its own shape, and the targets of sample n.
typedef struct {
  int64_t positions, channels;
  const void *targets;
} ck_answer;

static ck_answer answer_of(const ck_net *net, const void *targets, int64_t n) {
  const ck_stage *last = &net->stage[net->plan.stages - 1];
  const int64_t r2 = net->plan.shuffle * net->plan.shuffle;
  const int64_t positions = last->form.out_height * last->form.out_width * r2;
  const int64_t channels = last->form.out_channels / r2;
  const int64_t each = net->plan.loss == CK_CROSS_ENTROPY ? positions : positions * channels;
  return (ck_answer){positions, channels, (const float *)targets + n * each};
}

static int64_t samples_with_targets(const ck_net *net, const void *targets, int64_t count) {
  int64_t valid = 0;
  for (int64_t n = 0; n < count; n++) {
    const ck_answer answer = answer_of(net, targets, n);
    valid += has_target(net->plan.loss, answer.targets, answer.positions, answer.channels);
  }
  return valid;
}

// The loss of sample n, NaN without valid targets; its slopes, scaled by `scale` and the number of
// valid elements, go to g.
static float sample_loss(
    ck_net *net, const void *targets, int64_t n, float scale, int with_gradient) {
  ck_stage *last = &net->stage[net->plan.stages - 1];
  const ck_answer answer = answer_of(net, targets, n);
  const int64_t loss = net->plan.loss;
  float valid = 0, sum;
  to_output(net, last->out.start + n * last->z_image);
  if (loss == CK_CROSS_ENTROPY || loss == CK_SOFT_CROSS_ENTROPY)
    sum = position_losses(loss, net->prediction, answer.targets, net->class_weights,
                          answer.positions, answer.channels, net->wide, net->slope, &valid);
  else
    sum = element_losses(loss, net->prediction, answer.targets,
                         answer.positions * answer.channels, net->slope, &valid);
  if (with_gradient)
    from_output(net, net->slope, valid > 0 ? scale / valid : 0, last->g + n * last->z_image);
  return valid > 0 ? sum / valid : CK_NOT_A_NUMBER;
}

// Completes the gradient of the output of stage `index` for image n: residual sums, rectifier.
static void mask_gradient(ck_net *net, int64_t index, int64_t count, int64_t n) {
  ck_stage *s = &net->stage[index];
  float *g = s->g + n * s->z_image;
  const int is_last = index + 1 == net->plan.stages;
  const float *from = is_last || s->reader >= 0 ? g : 0, *other = 0;
  for (int64_t i = index + 1; i < net->plan.stages; i++) {
    if (net->stage[i].form.residual != index) continue;
    const float *term = net->stage[i].g + n * s->z_image;
    if (!from) {
      from = term;
      continue;
    }
    if (other) {
      for (int64_t k = 0; k < s->z_image; k++) g[k] = from[k] + other[k];
      from = g;
    }
    other = term;
  }
  const ck_view output = output_view(net, index, n);
  mask(s, grid_of(s, count), g, from, s->z + n * s->z_image, &output, other);
}

static void bias_gradient(ck_net *net, ck_stage *s) {
  float *to = net->gradient + s->form.bias_at;
  const int64_t outputs = s->form.out_channels;
  if (s->form.bias == CK_CHANNEL_BIAS)
    // Normalisation takes the mean away: no constant can change the loss behind it.
    for (int64_t c = 0; c < outputs; c++) to[c] = s->form.normalised ? 0 : (float)s->sum[c];
  if (s->form.bias == CK_POSITION_BIAS)
    for (int64_t i = 0; i < s->form.out_height * s->form.out_width; i++)
      memcpy(to + i * outputs, s->position_sum + i * s->out_stride,
             (size_t)outputs * sizeof(float));
}

// The gradient of z of image n, padded for the products: in g itself where nothing changes.
static const float *gradient_of_z(ck_stage *s, int64_t count, int64_t n) {
  const float *g = s->g + n * s->z_image;
  if (!s->form.normalised && s->grad_padding == 0) return g;
  const ck_view to = {s->dz + s->grad_padding * (s->dz_row + s->out_stride), s->dz_row};
  unnormalise(s, grid_of(s, count), g, s->z + n * s->z_image, &to);
  return s->dz;
}

static void add_positions(ck_stage *s, const float *dz) {
  const int64_t row = s->form.out_width * s->out_stride;
  dz += s->grad_padding * (s->dz_row + s->out_stride);
  for (int64_t h = 0; h < s->form.out_height; h++)
    for (int64_t i = 0; i < row; i++) s->position_sum[h * row + i] += dz[h * s->dz_row + i];
}

// The gradient of the source's output of image n; readers behind this one came before.
static void multiply_back(
    const ck_net *net, int64_t index, int64_t count, const float *dz, int64_t n) {
  const ck_stage *s = &net->stage[index];
  const ck_stage *before = &net->stage[s->form.source];
  // The rows of a matrix product's input are the images before it, without the margin of x.
  float *g = before->g + (s->is_matrix ? 0 : n * before->z_image);
  if (s->form.pooled) {
    if (!s->adds) memset(g, 0, (size_t)before->z_image * sizeof(float));
    const ck_view from = view(&before->out, n);
    unpool(s, &from, s->z + n * s->z_image, dz, g);
    return;
  }
  for (int64_t i = 0; i < s->back_products; i++) {
    const ck_product *p = &s->back[i];
    if (s->adds)
      product(p, s->is_matrix ? count : p->columns, dz, g + p->y_start, p->y_row, p->y_column, g);
    else
      product(p, s->is_matrix ? count : p->columns, dz, net->zeros, 0, 0, g);
  }
}

static void undrop(const ck_net *net, int64_t index, int64_t count) {
  const ck_stage *s = &net->stage[index];
  const int64_t length = s->taps * s->in_stride;
  for (int64_t row = 0; row < count; row++) {
    float *g = net->stage[s->form.source].g + row * length;
    const float *factor = s->factors + row * s->x_row;
    for (int64_t i = 0; i < length; i++) g[i] *= factor[i];
  }
}

static void backward_matrix(ck_net *net, int64_t index, int64_t count) {
  ck_stage *s = &net->stage[index];
  const int64_t source = s->form.source;
  const float *dz = gradient_of_z(s, count, 0);
  outer_products(s, count, s->x, dz, net->weight_block, 1);
  ck_unpack(net, index);
  if (source < 0) return;
  multiply_back(net, index, count, dz, 0);
  if (s->form.dropout > 0) undrop(net, index, count);
  for (int64_t n = 0; n < images_of(&net->stage[source], count); n++)
    mask_gradient(net, source, count, n);
}

static void weight_gradient_of(ck_net *net, int64_t index, const float *dz, int64_t n, int is_end) {
  ck_stage *s = &net->stage[index];
  if (s->form.pooled) return;
  if (s->form.bias == CK_POSITION_BIAS) add_positions(s, dz);
  const int64_t place = n % s->block;
  outer_products(s, s->outer_columns, s->x + n * s->x_image, dz, net->weight_block, place == 0);
  if (place == s->block - 1 || is_end) ck_unpack(net, index);
}

static void backward_images(ck_net *net, int64_t index, int64_t count) {
  ck_stage *s = &net->stage[index];
  const int64_t source = s->form.source, images = images_of(s, count);
  for (int64_t n = 0; n < images; n++) {
    const float *dz = gradient_of_z(s, count, n);
    weight_gradient_of(net, index, dz, n, n == images - 1);
    if (source < 0) continue;
    multiply_back(net, index, count, dz, n);
    if (net->stage[source].reader == index) mask_gradient(net, source, count, n);
  }
}

// The same for convolutions by tiles, group after group of images.
static void backward_tiles(ck_net *net, int64_t index, int64_t count) {
  ck_stage *s = &net->stage[index];
  const int64_t source = s->form.source, images = images_of(s, count);
  for (int64_t n = 0; n < images; n += s->group) {
    const int64_t end = n + s->group < images ? n + s->group : images;
    ck_stage *before = source < 0 ? 0 : &net->stage[source];
    const float *dz = 0;
    if (before && !s->adds)
      memset(before->g + n * before->z_image, 0,
             (size_t)((end - n) * before->z_image) * sizeof(float));
    for (int64_t tile = 0; tile < s->tiles; tile += CK_CHUNK_TILES) {
      const ck_chunk k = chunk_of(s, n, end - n, tile);
      for (int64_t i = n; i < end; i++) {
        // Only a single image has more than one chunk, and its gradient stays where it is.
        if (tile == 0) dz = gradient_of_z(s, count, i);
        gather_slopes(net, s, &k, i - n, dz);
      }
      gather_windows(net, s, &k);
      outer_tiles(net, s, &k, n % s->block == 0 && tile == 0);
      if (before) spread_slopes(net, s, &k);
    }
    if (end % s->block == 0 || end == images) unpack_tiles(net, s);
    for (int64_t i = n; before && before->reader == index && i < end; i++)
      mask_gradient(net, source, count, i);
  }
}

// Expects the sums of the last stage's g; leaves those of its source for the source's call.
static void backward_stage(ck_net *net, int64_t index, int64_t count) {
  ck_stage *s = &net->stage[index];
  const int64_t source = s->form.source;
  if (s->reader < 0 && index + 1 < net->plan.stages) {
    clear_sums(s);
    for (int64_t n = 0; n < images_of(s, count); n++) mask_gradient(net, index, count, n);
  }
  const ck_grid grid = grid_of(s, count);
  fold_back(net, s, (double)images_of(s, count) * (double)(grid.rows * grid.columns));
  if (source >= 0 && net->stage[source].reader == index) clear_sums(&net->stage[source]);
  if (s->form.bias == CK_POSITION_BIAS)
    memset(s->position_sum, 0, (size_t)s->z_image * sizeof(float));
  if (s->is_matrix) backward_matrix(net, index, count);
  else if (s->tiles > 0) backward_tiles(net, index, count);
  else backward_images(net, index, count);
  bias_gradient(net, s);
}
