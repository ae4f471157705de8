// Which kernels a call goes to.
#include "kernels.h"

static const ck_kernels *kernels(int level) {
#if defined(__x86_64__)
  if (level == CK_AVX512) return &ck_avx512;
  if (level == CK_AVX2) return &ck_avx2;
#endif
  (void)level;
  return &ck_baseline;
}

int ck_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  const int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const int avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
                     && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  if (avx2 && avx512) return CK_AVX512;
  if (avx2) return CK_AVX2;
#endif
  return CK_BASELINE;
}

float ck_step(
    ck_net *net, int level, const float *inputs, const void *targets, const ck_update *update) {
  return kernels(level)->step(net, inputs, targets, update);
}

void ck_infer(ck_net *net, int level, const float *inputs, int64_t count, float *outputs) {
  kernels(level)->infer(net, inputs, count, outputs);
}

void ck_losses(
    ck_net *net, int level, const float *inputs, const void *targets, int64_t count,
    float *losses) {
  kernels(level)->losses(net, inputs, targets, count, losses);
}

float ck_estimate_loss(int level, const ck_estimate *estimate) {
  return kernels(level)->estimate_loss(estimate);
}
