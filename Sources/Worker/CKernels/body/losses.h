// The loss of one image from its prediction in the output's own shape, and the slope of each value.

// Whether any of the targets is valid.
static int has_target(int64_t loss, const void *targets, int64_t positions, int64_t channels) {
  const int32_t *label = targets;
  const float *number = targets;
  for (int64_t i = 0; i < positions; i++) {
    if (loss == CK_CROSS_ENTROPY) {
      if (label[i] >= 0) return 1;
      continue;
    }
    int64_t known = 0;
    for (int64_t c = 0; c < channels; c++) {
      const float t = number[i * channels + c];
      known += t == t;
    }
    if (loss == CK_SOFT_CROSS_ENTROPY ? known == channels : known > 0) return 1;
  }
  return 0;
}

#define CK_NOT_A_NUMBER __builtin_nanf("")

// 16 values from `from`, `missing` behind the end.
CK_INLINE vec16 load_part(const float *from, int64_t count, float missing) {
  if (count >= 16) return load16(from);
  float part[16];
  for (int64_t i = 0; i < 16; i++) part[i] = i < count ? from[i] : missing;
  return load16(part);
}

// Value and slope of 16 elements; ln(1 + e^-|p|) keeps the entropy of large logits exact.
CK_INLINE vec16 element(int64_t loss, vec16 p, vec16 t, vec16 *slope) {
  const vec16 d = p - t, zero = all16(0), one = all16(1);
  if (loss == CK_ABSOLUTE) {
    *slope = pick16((lanes16)(d > zero), one, pick16((lanes16)(d < zero), -one, zero));
    return pick16((lanes16)(d < zero), -d, d);
  }
  if (loss == CK_SQUARED) {
    *slope = d + d;
    return d * d;
  }
  const lanes16 positive = (lanes16)(p >= zero);
  const vec16 decay = exponential(pick16(positive, -p, p));
  const vec16 inverse = one / (one + decay);
  *slope = pick16(positive, inverse, decay * inverse) - t;
  const vec16 base = pick16(positive, p, zero) - p * t;
  return base + logarithm(one + decay);
}

static float element_losses(
    int64_t loss, const float *prediction, const float *target, int64_t count, float *slope,
    float *valid) {
  vec16 sum = all16(0), counted = all16(0);
  for (int64_t i = 0; i < count; i += 16) {
    const vec16 p = load_part(prediction + i, count - i, 0);
    const vec16 t = load_part(target + i, count - i, CK_NOT_A_NUMBER);
    const lanes16 known = (lanes16)(t == t);
    vec16 s;
    const vec16 value = element(loss, p, pick16(known, t, all16(0)), &s);
    sum += pick16(known, value, all16(0));
    counted += pick16(known, all16(1), all16(0));
    store16(slope + i, pick16(known, s, all16(0)));
  }
  *valid = total16(counted);
  return total16(sum);
}

// Sixteen positions side by side: wide[channel][lane].
CK_INLINE void gather(
    const float *from, int64_t channels, int64_t positions, float *wide) {
  if (positions < 16) memset(wide, 0, (size_t)(channels * 16) * sizeof(float));
  for (int64_t l = 0; l < positions; l++)
    for (int64_t c = 0; c < channels; c++) wide[c * 16 + l] = from[l * channels + c];
}

// The targets of sixteen positions as distributions, labels as the weight of their class; an
// unknown position has NaN somewhere.
CK_INLINE void gather_targets(
    int64_t loss, const void *targets, const float *class_weights, int64_t first,
    int64_t channels, int64_t positions, float *wide) {
  if (loss == CK_SOFT_CROSS_ENTROPY) {
    gather((const float *)targets + first * channels, channels, positions, wide);
  } else {
    const int32_t *label = (const int32_t *)targets + first;
    memset(wide, 0, (size_t)(channels * 16) * sizeof(float));
    for (int64_t l = 0; l < positions; l++) {
      if (label[l] < 0) wide[l] = CK_NOT_A_NUMBER;
      else wide[label[l] * 16 + l] = class_weights[label[l]];
    }
  }
  for (int64_t l = positions; l < 16; l++) wide[l] = CK_NOT_A_NUMBER;
}

static float position_losses(
    int64_t loss, const float *prediction, const void *targets, const float *class_weights,
    int64_t positions, int64_t channels, float *wide, float *slope, float *valid) {
  float *logit = wide, *target = wide + 16 * channels, *power = target + 16 * channels;
  vec16 sum = all16(0), counted = all16(0);
  const vec16 zero = all16(0);
  for (int64_t first = 0; first < positions; first += 16) {
    const int64_t count = positions - first < 16 ? positions - first : 16;
    gather(prediction + first * channels, channels, count, logit);
    gather_targets(loss, targets, class_weights, first, channels, count, target);
    vec16 largest = load16(logit), whole = zero, weight = zero, value = zero;
    for (int64_t c = 1; c < channels; c++) {
      const vec16 x = load16(logit + c * 16);
      largest = pick16((lanes16)(x > largest), x, largest);
    }
    for (int64_t c = 0; c < channels; c++) {
      const vec16 e = exponential(load16(logit + c * 16) - largest);
      store16(power + c * 16, e);
      whole += e;
      weight += load16(target + c * 16);
    }
    const lanes16 known = (lanes16)(weight == weight);
    const vec16 normaliser = largest + logarithm(whole);
    const vec16 share = weight / whole;
    for (int64_t c = 0; c < channels; c++) {
      const vec16 t = load16(target + c * 16);
      const lanes16 positive = (lanes16)(t > zero);
      vec16 term = normaliser - load16(logit + c * 16);
      if (loss == CK_SOFT_CROSS_ENTROPY)
        term += logarithm(pick16((lanes16)(t > 1.2e-38f), t, all16(1.2e-38f)));
      value += pick16(positive, t * term, zero);
      const vec16 s = pick16(known, load16(power + c * 16) * share - t, zero);
      store16(power + c * 16, s);
    }
    for (int64_t l = 0; l < count; l++)
      for (int64_t c = 0; c < channels; c++) slope[(first + l) * channels + c] = power[c * 16 + l];
    sum += pick16(known, value, zero);
    counted += pick16(known, all16(1), zero);
  }
  *valid = total16(counted);
  return total16(sum);
}
