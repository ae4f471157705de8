// The kernels for one instruction set: CK_FUSED (multiply-add in one rounding), CK_WIDE_REGISTERS
// (32 registers of 16 lanes), CK_TABLE (the name of the table) and CK_ALGEBRA (the linear algebra)
// come from the including file.
#define CK_JOIN_(a, b) a##b
#define CK_JOIN(a, b) CK_JOIN_(a, b)

#include "vector.h"

#include "products.h"

#include "channels.h"

#include "winograd.h"

#include "functions.h"

#include "losses.h"

#include "estimates.h"

#include "adam.h"

#include "muon.h"

#include "update.h"

#include "forward.h"

#include "backward.h"

static void pack(ck_net *net, int backward) {
  ck_pack(net, backward);
  for (int64_t i = 0; i < net->plan.stages; i++)
    if (net->stage[i].tiles > 0) pack_tiles(net, &net->stage[i], backward);
}

static float run_step(
    ck_net *net, const float *inputs, const void *targets, const ck_update *update) {
  const int64_t count = net->plan.batch, stages = net->plan.stages;
  pack(net, 1);
  for (int64_t i = 0; i < stages; i++) forward_stage(net, i, inputs, count, update);
  const ck_stage *last = &net->stage[stages - 1];
  const int64_t images = images_of(last, count);
  for (int64_t n = 0; n < images; n++) finish_output(net, stages - 1, count, n);
  const int64_t valid = samples_with_targets(net, targets, count);
  const float share = valid > 0 ? 1.0f / (float)valid : 0;
  double sum = 0;
  for (int64_t n = 0; n < count; n++) {
    const double loss = (double)sample_loss(net, targets, n, share, 1);
    if (loss == loss) sum += loss;
  }
  memset(net->gradient, 0, (size_t)net->plan.trained * sizeof(float));
  clear_sums(&net->stage[stages - 1]);
  for (int64_t n = 0; n < images; n++) mask_gradient(net, stages - 1, count, n);
  for (int64_t i = stages - 1; i >= 0; i--) backward_stage(net, i, count);
  update_values(net, update);
  return valid > 0 ? (float)(sum / (double)valid) : CK_NOT_A_NUMBER;
}

static void run_infer(ck_net *net, const float *inputs, int64_t count, float *outputs) {
  const ck_stage *last = &net->stage[net->plan.stages - 1];
  const int64_t images = count * last->out_images;
  const int64_t size = last->form.out_height * last->form.out_width * last->form.out_channels;
  pack(net, 0);
  forward_running(net, inputs, count);
  for (int64_t n = 0; n < images; n++) {
    to_output(net, last->out.start + n * last->z_image);
    memcpy(outputs + n * size, net->prediction, (size_t)size * sizeof(float));
  }
}

static void run_losses(
    ck_net *net, const float *inputs, const void *targets, int64_t count, float *losses) {
  pack(net, 0);
  forward_running(net, inputs, count);
  for (int64_t n = 0; n < count; n++) losses[n] = sample_loss(net, targets, n, 0, 0);
}

const ck_kernels CK_TABLE = {run_step, run_infer, run_losses, run_estimate_loss};
