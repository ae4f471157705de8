#include "scenes.h"
#include "vectors.h"

static inline uint64_t mixed(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

/* About normal, mean 0 and deviation 1: the sum of the four 16-bit parts of a hash. */
static inline float noise_at(uint64_t seed, uint64_t position) {
  uint64_t bits = mixed(seed + (position + 1) * 0x9e3779b97f4a7c15ULL);
  uint32_t sum = (uint32_t)(bits & 0xffff) + (uint32_t)((bits >> 16) & 0xffff)
    + (uint32_t)((bits >> 32) & 0xffff) + (uint32_t)(bits >> 48);
  return ((float)sum * (1.0f / 65536.0f) - 2.0f) * 1.7320508f;
}

/* The usual gamma of 2.2, to 0.4 %, by square roots, which are quick and exact everywhere. */
static inline float gamma_corrected(float tone) {
  float root = __builtin_sqrtf(tone), fourth = __builtin_sqrtf(root);
  return 0.585122381f * root + 0.783140355f * fourth - 0.368262736f * __builtin_sqrtf(fourth);
}

static float mean_brightness(const float *light, int32_t count) {
  float sum = 0;
  for (int32_t row = 0; row < count; row += 64) {
    float part = 0;
    for (int32_t i = row; i < row + 64; i++) {
      part += light[i] + light[count + i] + light[2 * count + i];
    }
    sum += part;
  }
  return sum / (3.0f * (float)count);
}

/* Exposure, white balance and the loss of light towards the corners; then soft saturation, gamma
 * and contrast. Changes `plane` into values of 0 to 1. */
static void expose(float *plane, int32_t size, float gain, float vignette, float contrast) {
  float pixel = 1.0f / (float)size;
  for (int32_t y = 0; y < size; y++) {
    float dy = ((float)y + 0.5f) * pixel - 0.5f;
    float *row = plane + y * size;
    for (int32_t x = 0; x < size; x++) {
      float dx = ((float)x + 0.5f) * pixel - 0.5f;
      float light = row[x] * gain * (1.0f - 2.0f * vignette * (dx * dx + dy * dy));
      float tone = clamped(1.2f * light / (1.0f + 0.25f * light), 0.0f, 1.0f);
      float value = gamma_corrected(tone);
      row[x] = value + contrast * (value * value * (3.0f - 2.0f * value) - value);
    }
  }
}

void scene_develop(
  float *light, int32_t size, const SceneSensor *sensor, float *scratch, uint8_t *rgb
) {
  int32_t count = size * size;
  float exposure = sensor->brightness / (mean_brightness(light, count) + 0.02f);
  float factors[3] = {sensor->balance.x, sensor->balance.y, sensor->balance.z};
  for (int channel = 0; channel < 3; channel++) {
    float *plane = light + channel * count;
    scene_blur(plane, size, sensor->blur * (float)size / 64.0f, scratch, plane);
    expose(plane, size, exposure * factors[channel], sensor->vignette, sensor->contrast);
    for (int32_t i = 0; i < count; i++) {
      uint64_t position = (uint64_t)i * 3 + (uint64_t)channel;
      float value = plane[i] + sensor->noise * noise_at(sensor->seed, position);
      rgb[position] = (uint8_t)(clamped(value, 0.0f, 1.0f) * 255.0f + 0.5f);
    }
  }
}
