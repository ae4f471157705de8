// AdamW on the whole flat array of trained values.

static void adam(ck_net *net, const ck_update *u) {
  const int64_t count = net->plan.trained;
  const vec16 keep = all16(1 - u->rate * u->decay), rate = all16(u->rate / u->correction1);
  const vec16 one1 = all16(1 - u->beta1), beta2 = all16(u->beta2), one2 = all16(1 - u->beta2);
  const vec16 scale = all16(1 / u->correction2), epsilon = all16(u->epsilon);
  // The arrays have a margin of a vector behind them, so the last vector may reach beyond.
  for (int64_t i = 0; i < count; i += 16) {
    float *w = net->values + i;
    const vec16 g = load16(net->gradient + i), m = load16(net->first + i);
    const vec16 first = madd16(one1, g - m, m);
    const vec16 second = madd16(one2 * g, g, beta2 * load16(net->second + i));
    store16(net->first + i, first);
    store16(net->second + i, second);
    const vec16 root = __builtin_elementwise_sqrt(second * scale) + epsilon;
    const vec16 moved = madd16(-rate, first / root, load16(w) * keep);
    if (count - i >= 16) {
      store16(w, moved);
    } else {
      for (int64_t l = 0; l < count - i; l++) w[l] = moved[l];
    }
  }
}
