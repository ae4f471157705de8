#include "tm_math.h"

/* pi / 2 in three pieces of 33 bits: products with a quadrant below 2^20 are exact. */
#define HALF_PI_1 0x1.921fb544p0
#define HALF_PI_2 0x1.0b4611a6p-34
#define HALF_PI_3 0x1.3198a2e037073p-69
#define TWO_OVER_PI 0x1.45f306dc9c883p-1
#define LARGEST_ANGLE 0x1p20

float tm_expf(float x) { return tm_inline_expf(x); }
float tm_logf(float x) { return tm_inline_logf(x); }
float tm_tanhf(float x) { return tm_inline_tanhf(x); }
double tm_exp(double x) { return tm_inline_exp(x); }
double tm_log(double x) { return tm_inline_log(x); }

/* sin(r) for |r| <= pi / 4; the series to r^19 leaves 1e-21. */
static double sine_series(double r) {
#pragma STDC FP_CONTRACT OFF
  double q = r * r;
  double p = -1.0 / 121645100408832000.0;
  p = p * q + 1.0 / 355687428096000.0;
  p = p * q - 1.0 / 1307674368000.0;
  p = p * q + 1.0 / 6227020800.0;
  p = p * q - 1.0 / 39916800.0;
  p = p * q + 1.0 / 362880.0;
  p = p * q - 1.0 / 5040.0;
  p = p * q + 1.0 / 120.0;
  p = p * q - 1.0 / 6.0;
  return r + r * (q * p);
}

/* cos(r) for |r| <= pi / 4; the series to r^18 leaves 1e-20. */
static double cosine_series(double r) {
#pragma STDC FP_CONTRACT OFF
  double q = r * r;
  double p = -1.0 / 6402373705728000.0;
  p = p * q + 1.0 / 20922789888000.0;
  p = p * q - 1.0 / 87178291200.0;
  p = p * q + 1.0 / 479001600.0;
  p = p * q - 1.0 / 3628800.0;
  p = p * q + 1.0 / 40320.0;
  p = p * q - 1.0 / 720.0;
  p = p * q + 1.0 / 24.0;
  return 1.0 + q * (q * p - 0.5);
}

/* sin(x + turns * pi / 2). */
static double turned_sine(double x, int turns) {
#pragma STDC FP_CONTRACT OFF
  double size = x < 0.0 ? -x : x;
  if (!(size <= LARGEST_ANGLE)) return __builtin_nan("");
  double n = (x * TWO_OVER_PI + TM_ROUNDER) - TM_ROUNDER;
  double r = ((x - n * HALF_PI_1) - n * HALF_PI_2) - n * HALF_PI_3;
  int quadrant = ((int)n + turns) & 3;
  double value = (quadrant & 1) ? cosine_series(r) : sine_series(r);
  return (quadrant & 2) ? -value : value;
}

double tm_sin(double x) { return turned_sine(x, 0); }
double tm_cos(double x) { return turned_sine(x, 1); }
float tm_sinf(float x) { return (float)turned_sine((double)x, 0); }
float tm_cosf(float x) { return (float)turned_sine((double)x, 1); }

/* atan(t) for |t| <= tan(pi / 8); the series to t^31 leaves 1e-14. */
static double arc_tangent_series(double t) {
#pragma STDC FP_CONTRACT OFF
  double q = t * t;
  double p = 0.0;
  for (int k = 31; k >= 3; k -= 2) {
    p = ((k & 2) ? -1.0 : 1.0) / k + p * q;
  }
  return t + t * (q * p);
}

static double arc_tangent(double y, double x) {
#pragma STDC FP_CONTRACT OFF
  const double pi = 0x1.921fb54442d18p1;
  double height = y < 0.0 ? -y : y;
  double width = x < 0.0 ? -x : x;
  if (height == 0.0 && width == 0.0) return 0.0;
  double large = height > width ? height : width;
  double small = height > width ? width : height;
  double t = large > 0x1p1000 && small > 0x1p1000 ? 1.0 : small / large;
  double angle = t > 0x1.a827999fcef32p-2
    ? pi / 4 + arc_tangent_series((t - 1.0) / (t + 1.0)) : arc_tangent_series(t);
  if (height > width) angle = pi / 2 - angle;
  if (x < 0.0) angle = pi - angle;
  return y < 0.0 ? -angle : angle;
}

float tm_atan2f(float y, float x) { return (float)arc_tangent((double)y, (double)x); }

float tm_asinf(float x) {
#pragma STDC FP_CONTRACT OFF
  double wide = x;
  return (float)arc_tangent(wide, __builtin_sqrt((1.0 - wide) * (1.0 + wide)));
}

float tm_powf(float x, float y) {
#pragma STDC FP_CONTRACT OFF
  if (y == 0.0f) return 1.0f;
  if (x == 0.0f) return y > 0.0f ? 0.0f : __builtin_inff();
  return (float)tm_inline_exp((double)y * tm_inline_log((double)x));
}
