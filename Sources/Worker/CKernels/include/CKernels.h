// Training and inference of small convolutional networks, one thread, one arena per network.
#ifndef CKERNELS_H
#define CKERNELS_H

#include "algebra.h"

#include <stdint.h>

/// The instruction sets that the kernels are compiled for, slowest first.
enum ck_level { CK_BASELINE = 0, CK_AVX2 = 1, CK_AVX512 = 2 };

/// What a network is trained for.
enum ck_loss {
  CK_ABSOLUTE = 0,
  CK_SQUARED = 1,
  CK_BINARY_CROSS_ENTROPY = 2,
  CK_CROSS_ENTROPY = 3,
  CK_SOFT_CROSS_ENTROPY = 4
};

/// The form of a bias.
enum ck_bias { CK_NO_BIAS = 0, CK_CHANNEL_BIAS = 1, CK_POSITION_BIAS = 2 };

/// One stage: dropout, then a convolution, a matrix product or a pooling, then normalisation, a
/// residual sum, a rectifier. Absent parts are 0; absent places in the flat parameters are -1.
/// A stage that a later one adds is read by no other stage, or first by one not behind that sum.
typedef struct {
  int64_t source;  // the stage whose output is the input, or -1: the network's input
  int64_t kernel;  // taps per side; 0: a matrix product of the whole (joined) input
  int64_t stride, dilation, upsampled;
  int64_t pooled;  // whether it takes the largest value of each window; then it has no weights
  int64_t bias, normalised, rectified;
  int64_t orthogonal;   // whether Muon moves its weight
  int64_t residual;     // the stage whose output is added before the rectifier, or -1
  int64_t input_images;  // images per sample at the input: views, or 1 behind a matrix product
  int64_t height, width, channels;              // of an input image
  int64_t out_height, out_width, out_channels;  // of an output image
  float dropout;           // the probability on the input; 0: none
  uint32_t dropout_stream;  // the stream of its random numbers
  int64_t weight, bias_at, scale, offset, mean, variance;  // places in the flat parameters
} ck_form;

/// What is not in the stages.
typedef struct {
  int64_t stages, batch, values, trained;
  int64_t shuffle;   // pixel shuffle of the last output; 1: none
  int64_t loss;      // an enum ck_loss
  int64_t training;  // whether gradients are needed
} ck_plan;

/// What a step needs besides the samples.
typedef struct {
  float rate, beta1, beta2, epsilon, decay, correction1, correction2;
  float momentum, size;  // of Muon, for the weights of orthogonal stages
  uint32_t number;
  uint64_t dropout_seed;
} ck_update;

typedef struct ck_net ck_net;

/// Lays out a network; null where memory is short. CK_CROSS_ENTROPY multiplies the terms of
/// each class with its weight, one per channel of the output.
ck_net *ck_create(const ck_plan *plan, const ck_form *forms, const float *class_weights);
void ck_destroy(ck_net *net);

/// Bytes of the arena.
int64_t ck_bytes(const ck_net *net);

/// The flat parameters (trained values, then running statistics) and the two moments.
float *ck_values(ck_net *net);
float *ck_first(ck_net *net);
float *ck_second(ck_net *net);

/// The gradient of the last step, in the order of the trained values.
const float *ck_gradient(const ck_net *net);

/// The best level of this processor.
int ck_best_level(void);

/// One training step on a whole batch; the mean loss, before the update, of the samples that have
/// valid targets.
float ck_step(
    ck_net *net, int level, const float *inputs, const void *targets, const ck_update *update);

/// Outputs of `count` samples with running statistics.
void ck_infer(ck_net *net, int level, const float *inputs, int64_t count, float *outputs);

/// One loss per sample with running statistics; NaN where it has no valid target.
void ck_losses(
    ck_net *net, int level, const float *inputs, const void *targets, int64_t count,
    float *losses);

/// What a probability counts at least: one of zero would make a loss infinite.
#define CK_LEAST_PROBABILITY 0.01f

/// What a readout in closed form estimates of one image: numbers, or probabilities that may leave
/// 0...1.
typedef struct {
  int64_t loss;  // an enum ck_loss
  int64_t positions, channels;
  const float *prediction;     // [position][channel]
  const void *targets;         // as those of a network
  const float *class_weights;  // one per channel, for CK_CROSS_ENTROPY
  float *scratch;              // 32 per channel
} ck_estimate;

/// The mean loss over the valid targets; NaN where there is none.
float ck_estimate_loss(int level, const ck_estimate *estimate);

#endif
