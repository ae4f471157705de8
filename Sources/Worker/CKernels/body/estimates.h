// The loss of one image from probabilities as least squares estimates them: they may leave 0...1,
// are kept above a floor, and scaled to a sum of 1 where classes compete.

CK_INLINE vec16 least_probability(vec16 p) {
  return pick16((lanes16)(p > CK_LEAST_PROBABILITY), p, all16(CK_LEAST_PROBABILITY));
}

CK_INLINE vec16 estimated_element(int64_t loss, vec16 p, vec16 t) {
  if (loss != CK_BINARY_CROSS_ENTROPY) {
    vec16 slope;
    return element(loss, p, t, &slope);
  }
  const vec16 most = all16(1.0f - CK_LEAST_PROBABILITY);
  const vec16 above = least_probability(p);
  const vec16 q = pick16((lanes16)(above < most), above, most);
  return -(t * logarithm(q) + (1.0f - t) * logarithm(1.0f - q));
}

static float estimated_elements(const ck_estimate *e, float *valid) {
  const int64_t count = e->positions * e->channels;
  const float *targets = e->targets;
  vec16 sum = all16(0), counted = all16(0);
  for (int64_t i = 0; i < count; i += 16) {
    const vec16 p = load_part(e->prediction + i, count - i, 0);
    const vec16 t = load_part(targets + i, count - i, CK_NOT_A_NUMBER);
    const lanes16 known = (lanes16)(t == t);
    const vec16 value = estimated_element(e->loss, p, pick16(known, t, all16(0)));
    sum += pick16(known, value, all16(0));
    counted += pick16(known, all16(1), all16(0));
  }
  *valid = total16(counted);
  return total16(sum);
}

// Targets as distributions, sixteen positions side by side. Of labels one term is not zero, so that
// one logarithm serves all channels.
static float estimated_positions(const ck_estimate *e, float *valid) {
  const int64_t channels = e->channels;
  float *share = e->scratch, *target = share + 16 * channels;
  const vec16 zero = all16(0);
  vec16 sum = zero, counted = zero;
  for (int64_t first = 0; first < e->positions; first += 16) {
    const int64_t count = e->positions - first < 16 ? e->positions - first : 16;
    gather(e->prediction + first * channels, channels, count, share);
    gather_targets(e->loss, e->targets, e->class_weights, first, channels, count, target);
    vec16 whole = zero, weight = zero, chosen = zero, value = zero;
    for (int64_t c = 0; c < channels; c++) {
      const vec16 p = least_probability(load16(share + c * 16)), t = load16(target + c * 16);
      whole += p;
      weight += t;
      chosen += pick16((lanes16)(t > zero), p, zero);
    }
    const lanes16 known = (lanes16)(weight == weight);
    if (e->loss == CK_SOFT_CROSS_ENTROPY) {
      for (int64_t c = 0; c < channels; c++) {
        const vec16 p = least_probability(load16(share + c * 16)), t = load16(target + c * 16);
        const vec16 positive = pick16((lanes16)(t > 1.2e-38f), t, all16(1.2e-38f));
        const vec16 term = t * (logarithm(positive) - logarithm(p / whole));
        value += pick16((lanes16)(t > zero), term, zero);
      }
    } else {
      value = -(weight * logarithm(pick16(known, chosen / whole, all16(1))));
    }
    sum += pick16(known, value, zero);
    counted += pick16(known, all16(1), zero);
  }
  *valid = total16(counted);
  return total16(sum);
}

static float run_estimate_loss(const ck_estimate *e) {
  const int has_classes = e->loss == CK_CROSS_ENTROPY || e->loss == CK_SOFT_CROSS_ENTROPY;
  float valid;
  const float sum = has_classes ? estimated_positions(e, &valid) : estimated_elements(e, &valid);
  return valid > 0 ? sum / valid : CK_NOT_A_NUMBER;
}
