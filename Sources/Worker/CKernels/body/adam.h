// AdamW on a range of the flat array of trained values.

static void adam(ck_net *net, const ck_update *u, int64_t start, int64_t end) {
  const vec16 keep = all16(1 - u->rate * u->decay), rate = all16(u->rate / u->correction1);
  const vec16 one1 = all16(1 - u->beta1), beta2 = all16(u->beta2), one2 = all16(1 - u->beta2);
  const vec16 scale = all16(1 / u->correction2), epsilon = all16(u->epsilon);
  for (int64_t i = start; i < end; i += 16) {
    float *w = net->values + i, *m = net->first + i, *v = net->second + i;
    // The arrays have a margin of a vector behind them, so the last vector may read beyond.
    const vec16 g = load16(net->gradient + i), before = load16(m);
    const vec16 first = madd16(one1, g - before, before);
    const vec16 second = madd16(one2 * g, g, beta2 * load16(v));
    const vec16 root = __builtin_elementwise_sqrt(second * scale) + epsilon;
    const vec16 moved = madd16(-rate, first / root, load16(w) * keep);
    if (end - i >= 16) {
      store16(m, first);
      store16(v, second);
      store16(w, moved);
      continue;
    }
    for (int64_t l = 0; l < end - i; l++) {
      m[l] = first[l];
      v[l] = second[l];
      w[l] = moved[l];
    }
  }
}
