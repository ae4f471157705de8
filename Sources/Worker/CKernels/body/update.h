// The step of the optimisers: Muon for the weights of orthogonal stages, AdamW for all others.

static void update_values(ck_net *net, const ck_update *u) {
  int64_t done = 0;
  // Weights lie in the order of their stages.
  for (int64_t i = 0; i < net->plan.stages; i++) {
    const ck_form *f = &net->stage[i].form;
    if (!f->orthogonal) continue;
    adam(net, u, done, f->weight);
    muon(net, f, u);
    done = f->weight + ck_weight_rows(f) * f->out_channels;
  }
  adam(net, u, done, net->plan.trained);
}
