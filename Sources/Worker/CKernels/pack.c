// Weights into the order in which the products read them, and gradients back; convolutions by tiles
// have their own order (body/winograd.h).
#include "network.h"

#include <string.h>

// The small filter row that tap `tap` of an upsampled filter falls into, for parity `odd`.
static int64_t small_tap(int64_t odd, int64_t tap) { return odd ? tap / 2 : (tap + 1) / 2; }

static void sum_taps(ck_stage *s, const float *weight) {
  const int64_t count = s->form.channels * s->form.out_channels;
  memset(s->effective, 0, (size_t)(16 * count) * sizeof(float));
  for (int64_t phase = 0; phase < 4; phase++)
    for (int64_t tap = 0; tap < 9; tap++) {
      const int64_t r = small_tap(phase / 2, tap / 3), c = small_tap(phase % 2, tap % 3);
      float *to = s->effective + (phase * 4 + r * 2 + c) * count;
      const float *from = weight + tap * count;
      for (int64_t i = 0; i < count; i++) to[i] += from[i];
    }
}

// b[panel][tap, input][output] from weight[tap][input][output].
static void pack_forward(const ck_stage *s, const ck_product *p, const float *weight) {
  const int64_t inputs = s->form.channels, outputs = s->form.out_channels;
  const int64_t taps = s->is_matrix ? s->taps : p->tap_count;
  float *b = p->b;
  for (int64_t start = 0; start < p->channels;) {
    const int64_t width = panel_width(p->channels - start);
    const int64_t used = outputs - start < width ? outputs - start : width;
    for (int64_t i = 0; i < taps; i++) {
      const float *from = weight + (s->is_matrix ? i : p->tap[i]) * inputs * outputs + start;
      for (int64_t k = 0; k < s->in_stride; k++, b += width, from += outputs) {
        if (k >= inputs) {
          memset(b, 0, (size_t)width * sizeof(float));
          continue;
        }
        memcpy(b, from, (size_t)used * sizeof(float));
        for (int64_t l = used; l < width; l++) b[l] = 0;
      }
    }
    start += width;
  }
}

// b[panel][tap, output][input] from weight[tap][input][output].
static void pack_backward(const ck_stage *s, const ck_product *p, const float *weight) {
  const int64_t inputs = s->form.channels, outputs = s->form.out_channels;
  const int64_t taps = s->is_matrix ? 1 : p->tap_count;
  float *b = p->b;
  for (int64_t start = 0; start < p->channels;) {
    const int64_t width = panel_width(p->channels - start);
    for (int64_t i = 0; i < taps; i++, b += p->tap_length * width) {
      for (int64_t l = 0; l < width; l++) {
        const int64_t tap = s->is_matrix ? (start + l) / s->in_stride : p->tap[i];
        const int64_t input = s->is_matrix ? (start + l) % s->in_stride : start + l;
        const float *from = weight + (tap * inputs + input) * outputs;
        const int64_t used = input < inputs ? outputs : 0;
        for (int64_t o = 0; o < used; o++) b[o * width + l] = from[o];
        for (int64_t o = used; o < p->tap_length; o++) b[o * width + l] = 0;
      }
    }
    start += width;
  }
}

static void pack_bias(const ck_net *net, ck_stage *s) {
  if (s->form.bias == CK_NO_BIAS) return;
  const int64_t positions =
      s->form.bias == CK_POSITION_BIAS ? s->form.out_height * s->form.out_width : 1;
  const float *bias = net->values + s->form.bias_at;
  for (int64_t i = 0; i < positions; i++)
    memcpy(s->init + i * s->out_stride, bias + i * s->form.out_channels,
           (size_t)s->form.out_channels * sizeof(float));
}

void ck_pack(ck_net *net, int backward) {
  for (int64_t i = 0; i < net->plan.stages; i++) {
    ck_stage *s = &net->stage[i];
    if (s->form.pooled || s->tiles > 0) continue;
    const float *weight = net->values + s->form.weight;
    if (s->form.upsampled) {
      sum_taps(s, weight);
      weight = s->effective;
    }
    for (int64_t k = 0; k < s->products; k++) pack_forward(s, &s->product[k], weight);
    if (backward && s->form.source >= 0)
      for (int64_t k = 0; k < s->back_products; k++) pack_backward(s, &s->back[k], weight);
    pack_bias(net, s);
  }
}

static void add_tap(
    const ck_stage *s, float *gradient, int64_t tap, const float *block, int64_t block_tap) {
  const int64_t inputs = s->form.channels, outputs = s->form.out_channels;
  for (int64_t i = 0; i < inputs; i++) {
    float *to = gradient + (tap * inputs + i) * outputs;
    const int64_t k = block_tap * s->in_stride + i;
    if (s->is_narrow) {
      for (int64_t o = 0; o < outputs; o++) to[o] += block[o * s->taps * s->in_stride + k];
    } else {
      const float *from = block + k * s->out_stride;
      for (int64_t o = 0; o < outputs; o++) to[o] += from[o];
    }
  }
}

void ck_unpack(ck_net *net, int64_t index) {
  ck_stage *s = &net->stage[index];
  float *gradient = net->gradient + s->form.weight;
  if (!s->form.upsampled) {
    for (int64_t tap = 0; tap < s->taps; tap++)
      add_tap(s, gradient, tap, net->weight_block, tap);
    return;
  }
  for (int64_t phase = 0; phase < 4; phase++)
    for (int64_t tap = 0; tap < 9; tap++) {
      const int64_t r = small_tap(phase / 2, tap / 3), c = small_tap(phase % 2, tap % 3);
      add_tap(s, gradient, tap, net->weight_block, phase * 4 + r * 2 + c);
    }
}
