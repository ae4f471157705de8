/* Elementary functions with the same bits on every x86-64 processor.
 *
 * The C library picks its algorithms by processor, so two machines may round differently. These
 * functions use only IEEE additions, multiplications, divisions, square roots and bit patterns,
 * never a fused multiply-add, so their results depend on their arguments alone: not on the
 * instruction set, the optimisation level or whether a loop was vectorised.
 *
 * The float functions compute in double and round once: they err by less than 0.51 units in the
 * last place on the stated domains. The double functions err by less than 4 units.
 * The inline ones have no branches and no calls, so that loops around them vectorise. */
#ifndef TM_MATH_H
#define TM_MATH_H

#include <stdint.h>

/* Sine and cosine of radians. |x| <= 2^20; NaN beyond, where the reduction would lose digits. */
float tm_sinf(float x);
float tm_cosf(float x);
double tm_sin(double x);
double tm_cos(double x);

/* Angle of the point (x, y) in (-pi, pi]; 0 for the origin. */
float tm_atan2f(float y, float x);
/* Arc sine of x in [-1, 1]; NaN outside. */
float tm_asinf(float x);
/* x to the power y for x >= 0 (0^0 = 1, 0^negative = infinity); NaN for negative x. */
float tm_powf(float x, float y);

/* The functions below as symbols; their inline twins follow and return the same bits. */
float tm_expf(float x);
float tm_logf(float x);
float tm_tanhf(float x);
double tm_exp(double x);
double tm_log(double x);

static inline double tm_double_of_bits(uint64_t bits) {
  double value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint64_t tm_bits_of_double(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

/* Adding this constant rounds a double to the nearest integer and leaves it in the low bits. */
#define TM_ROUNDER 0x1.8p52
#define TM_LOG2_E 0x1.71547652b82fep0
#define TM_LN2_HIGH 0x1.62e42fefa0000p-1
#define TM_LN2_LOW 0x1.cf79abc9e3b3ap-40

/* exp(r) - 1 - r for |r| <= ln(2) / 2, by its series; 13 terms leave 4e-18. */
static inline double tm_exp_tail(double r) {
#pragma STDC FP_CONTRACT OFF
  double p = 1.0 / 6227020800.0;
  p = p * r + 1.0 / 479001600.0;
  p = p * r + 1.0 / 39916800.0;
  p = p * r + 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  return p * (r * r);
}

/* The same to 2e-11 relative to 1, enough before rounding to float. */
static inline double tm_exp_tail_short(double r) {
#pragma STDC FP_CONTRACT OFF
  double p = 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  return p * (r * r);
}

/* exp(x), 0 below -745.2, infinity above 709.8. The power of two is applied in two halves, so
 * that results below the smallest normal number round once. */
static inline double tm_inline_exp(double x) {
#pragma STDC FP_CONTRACT OFF
  double clamped = x < -800.0 ? -800.0 : x;
  clamped = clamped > 800.0 ? 800.0 : clamped;
  double shifted = clamped * TM_LOG2_E + TM_ROUNDER;
  double n = shifted - TM_ROUNDER;
  double r = (clamped - n * TM_LN2_HIGH) - n * TM_LN2_LOW;
  double half = (n * 0.5 + TM_ROUNDER) - TM_ROUNDER;
  double first = tm_double_of_bits((tm_bits_of_double(half + TM_ROUNDER) + 1023) << 52);
  double second = tm_double_of_bits((tm_bits_of_double((n - half) + TM_ROUNDER) + 1023) << 52);
  return (1.0 + (r + tm_exp_tail(r))) * first * second;
}

/* expf(x): 0 below -104, infinity above 88.73. */
static inline float tm_inline_expf(float x) {
#pragma STDC FP_CONTRACT OFF
  double wide = x;
  wide = wide < -110.0 ? -110.0 : wide;
  wide = wide > 100.0 ? 100.0 : wide;
  double shifted = wide * TM_LOG2_E + TM_ROUNDER;
  double n = shifted - TM_ROUNDER;
  double r = (wide - n * TM_LN2_HIGH) - n * TM_LN2_LOW;
  double power = tm_double_of_bits((tm_bits_of_double(shifted) + 1023) << 52);
  return (float)((1.0 + (r + tm_exp_tail_short(r))) * power);
}

/* tanhf(x) = e / (e + 2) with e = exp(2|x|) - 1 taken without cancellation. */
static inline float tm_inline_tanhf(float x) {
#pragma STDC FP_CONTRACT OFF
  double wide = x;
  double size = wide < 0.0 ? -wide : wide;
  double twice = size > 12.0 ? 24.0 : size + size;
  double shifted = twice * TM_LOG2_E + TM_ROUNDER;
  double n = shifted - TM_ROUNDER;
  double r = (twice - n * TM_LN2_HIGH) - n * TM_LN2_LOW;
  double power = tm_double_of_bits((tm_bits_of_double(shifted) + 1023) << 52);
  double e = (r + tm_exp_tail_short(r)) * power + (power - 1.0);
  double result = e / (e + 2.0);
  return (float)(wide < 0.0 ? -result : result);
}

/* Splits x = m * 2^e with m in [sqrt(1/2), sqrt(2)); x positive and normal. */
static inline double tm_split_exponent(double x, double *exponent) {
#pragma STDC FP_CONTRACT OFF
  const uint64_t root_half = 0x3fe6a09e667f3bcdULL;
  uint64_t offset = tm_bits_of_double(x) - root_half + 0x3ff0000000000000ULL;
  double biased = tm_double_of_bits((offset >> 52) | 0x4330000000000000ULL);
  *exponent = biased - (0x1p52 + 1023.0);
  return tm_double_of_bits((offset & 0x000fffffffffffffULL) + root_half);
}

/* log(x); -infinity at 0, NaN below. log(m) = 2 atanh(s), s = (m - 1) / (m + 1), by its series. */
static inline double tm_inline_log(double x) {
#pragma STDC FP_CONTRACT OFF
  double tiny = x < 0x1p-1022 ? 1.0 : 0.0;
  double scaled = x * (1.0 + tiny * (0x1p54 - 1.0));
  double exponent;
  double m = tm_split_exponent(scaled, &exponent);
  exponent -= 54.0 * tiny;
  double f = m - 1.0;
  double s = f / (2.0 + f);
  double q = s * s;
  double p = 1.0 / 25.0;
  p = p * q + 1.0 / 23.0;
  p = p * q + 1.0 / 21.0;
  p = p * q + 1.0 / 19.0;
  p = p * q + 1.0 / 17.0;
  p = p * q + 1.0 / 15.0;
  p = p * q + 1.0 / 13.0;
  p = p * q + 1.0 / 11.0;
  p = p * q + 1.0 / 9.0;
  p = p * q + 1.0 / 7.0;
  p = p * q + 1.0 / 5.0;
  p = p * q + 1.0 / 3.0;
  double tail = (s + s) * (p * q);
  double result = exponent * TM_LN2_HIGH + ((s + s) + (tail + exponent * TM_LN2_LOW));
  result = x == 0.0 ? -__builtin_inf() : result;
  result = x > 0x1.fffffffffffffp1023 ? x : result;
  return x >= 0.0 ? result : __builtin_nan("");
}

/* logf(x); -infinity at 0, NaN below. Every positive float is a normal double. */
static inline float tm_inline_logf(float x) {
#pragma STDC FP_CONTRACT OFF
  double exponent;
  double m = tm_split_exponent((double)x, &exponent);
  double f = m - 1.0;
  double s = f / (2.0 + f);
  double q = s * s;
  double p = 1.0 / 13.0;
  p = p * q + 1.0 / 11.0;
  p = p * q + 1.0 / 9.0;
  p = p * q + 1.0 / 7.0;
  p = p * q + 1.0 / 5.0;
  p = p * q + 1.0 / 3.0;
  double tail = (s + s) * (p * q);
  double result = exponent * TM_LN2_HIGH + ((s + s) + (tail + exponent * TM_LN2_LOW));
  result = x == 0.0f ? -__builtin_inf() : result;
  result = x > 0x1.fffffep127f ? (double)x : result;
  return (float)(x >= 0.0f ? result : __builtin_nan(""));
}

#endif
