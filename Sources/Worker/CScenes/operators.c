#include "scenes.h"
#include "tm_math.h"
#include "vectors.h"

/* Most pixels a blur reaches to each side. */
#define LONGEST_REACH 100

/* The value at (x, y) of a map whose borders repeat outwards. */
static inline float at(const float *map, int32_t size, int32_t x, int32_t y) {
  int32_t column = least_index(size - 1, most_index(0, x));
  int32_t row = least_index(size - 1, most_index(0, y));
  return map[row * size + column];
}

/* The weights of offsets 0 to the reach, which is returned; all 2 reach + 1 sum to 1. */
static int32_t gaussian_weights(float sigma, float *weights) {
  int32_t reach = least_index(LONGEST_REACH, floor_index(2.5f * sigma) + 1);
  float sum = 0;
  for (int32_t i = 0; i <= reach; i++) {
    weights[i] = tm_inline_expf(-(float)(i * i) / (2.0f * sigma * sigma));
    sum += i == 0 ? weights[i] : 2.0f * weights[i];
  }
  for (int32_t i = 0; i <= reach; i++) weights[i] /= sum;
  return reach;
}

/* One row, blurred along itself: only near the ends do the borders have to be repeated. */
static void blur_row(
  const float *input, int32_t size, const float *weights, int32_t reach, float *output
) {
  for (int32_t x = 0; x < size; x++) output[x] = weights[0] * input[x];
  int32_t inner = most_index(reach, size - reach);
  for (int32_t i = 1; i <= reach; i++) {
    float weight = weights[i];
    for (int32_t x = reach; x < inner; x++) output[x] += weight * (input[x - i] + input[x + i]);
    for (int32_t x = 0; x < least_index(reach, size); x++) {
      output[x] += weight * (input[most_index(0, x - i)] + input[least_index(size - 1, x + i)]);
    }
    for (int32_t x = inner; x < size; x++) {
      output[x] += weight * (input[most_index(0, x - i)] + input[least_index(size - 1, x + i)]);
    }
  }
}

void scene_blur(const float *input, int32_t size, float sigma, float *scratch, float *output) {
  float weights[LONGEST_REACH + 1];
  int32_t reach = gaussian_weights(sigma, weights);
  for (int32_t y = 0; y < size; y++) {
    blur_row(input + y * size, size, weights, reach, scratch + y * size);
  }
  for (int32_t y = 0; y < size; y++) {
    float *row = output + y * size;
    for (int32_t x = 0; x < size; x++) row[x] = weights[0] * scratch[y * size + x];
    for (int32_t i = 1; i <= reach; i++) {
      const float *above = scratch + most_index(0, y - i) * size;
      const float *below = scratch + least_index(size - 1, y + i) * size;
      for (int32_t x = 0; x < size; x++) row[x] += weights[i] * (above[x] + below[x]);
    }
  }
}

/* Sums of differences over two pixels, with the weights 1, 2 and 1: eight times the slope. */
typedef struct SceneSlope {
  float right, down;
} SceneSlope;

static SceneSlope sobel(const float *map, int32_t size, int32_t x, int32_t y) {
  SceneSlope slope = {0, 0};
  for (int32_t k = -1; k <= 1; k++) {
    float weight = k == 0 ? 2.0f : 1.0f;
    slope.right += weight * (at(map, size, x + 1, y + k) - at(map, size, x - 1, y + k));
    slope.down += weight * (at(map, size, x + k, y + 1) - at(map, size, x + k, y - 1));
  }
  return slope;
}

void scene_edge_texture(const float *grey, int32_t size, float *scratch, float *output) {
  float *blurred = scratch + size * size;
  scene_blur(grey, size, 0.5f * (float)size / 64.0f, scratch, blurred);
  /* A step from black to white has a Sobel response of 4 in a picture of 256 pixels; the cut lies at
   * 8 % of it. Slopes count per 256th of the picture, so that an edge answers alike at every size. */
  float gain = (float)size / 256.0f / (0.08f * 4.0f);
  for (int32_t y = 0; y < size; y++) {
    for (int32_t x = 0; x < size; x++) {
      SceneSlope slope = sobel(blurred, size, x, y);
      float magnitude = __builtin_sqrtf(slope.right * slope.right + slope.down * slope.down);
      output[y * size + x] = least(1.0f, magnitude * gain);
    }
  }
}

/* The response of one scale, normalised by sigma^4; 0.81 is the usual weight of the mixed term. */
static float hessian_determinant(
  const float *blurred, int32_t size, int32_t x, int32_t y, float sigma
) {
  float centre = blurred[y * size + x];
  float xx = at(blurred, size, x + 1, y) + at(blurred, size, x - 1, y) - 2.0f * centre;
  float yy = at(blurred, size, x, y + 1) + at(blurred, size, x, y - 1) - 2.0f * centre;
  float xy = 0.25f * (at(blurred, size, x + 1, y + 1) + at(blurred, size, x - 1, y - 1)
    - at(blurred, size, x + 1, y - 1) - at(blurred, size, x - 1, y + 1));
  return (xx * yy - 0.81f * xy * xy) * (sigma * sigma * sigma * sigma);
}

#define SCALES 4

void scene_keypoints_2d(const float *grey, int32_t size, float *scratch, float *output) {
  /* The authors take ten scales from 1 to 30 of 512 pixels. */
  const float sigmas[SCALES] = {0.8f, 1.6f, 2.6f, 3.75f};
  float *blurred = scratch + size * size;
  for (int32_t i = 0; i < size * size; i++) output[i] = 0;
  for (int scale = 0; scale < SCALES; scale++) {
    float sigma = sigmas[scale] * (float)size / 64.0f;
    scene_blur(grey, size, sigma, scratch, blurred);
    for (int32_t y = 0; y < size; y++) {
      for (int32_t x = 0; x < size; x++) {
        float determinant = hessian_determinant(blurred, size, x, y, sigma);
        float response = clamped(determinant * 200.0f, 0.0f, 1.0f);
        output[y * size + x] = most(output[y * size + x], response);
      }
    }
  }
}

void scene_edge_occlusion(const float *depth, int32_t size, float *scratch, float *output) {
  float *root = scratch + size * size;
  for (int32_t i = 0; i < size * size; i++) root[i] = __builtin_sqrtf(depth[i] * (1.0f / 128.0f));
  /* Slopes count per 512th of the picture, and Sobel's kernels, divided by 4, see two of them; the
   * magnitude is the root of the mean of both squares. */
  float gain = 2.0f * (float)size / 512.0f / (0.00625f * 8.0f);
  for (int32_t y = 0; y < size; y++) {
    for (int32_t x = 0; x < size; x++) {
      SceneSlope slope = sobel(root, size, x, y);
      output[y * size + x] =
        gain * __builtin_sqrtf(0.5f * (slope.right * slope.right + slope.down * slope.down));
    }
  }
}

void scene_hidden(
  const float *const normals[3], const float *const points[3], int32_t size, float *scratch,
  float *output
) {
  /* Neighbours a 64th of the picture away, so that edges are equally wide at every size. */
  int32_t step = most_index(1, (size + 32) / 64);
  float pixel = 2.0f * SCENE_TANGENT / (float)size;
  /* A sphere leaves its tangent plane too, by less than the width of a pixel. */
  float silence = 0.02f + pixel * (float)step;
  for (int32_t i = 0; i < size * size; i++) output[i] = 0;
  for (int32_t y = 0; y < size; y++) {
    for (int32_t x = 0; x < size; x++) {
      int32_t i = y * size + x;
      for (int down = 0; down <= 1; down++) {
        int32_t j = i + (down ? step * size : step);
        if ((down ? y : x) + step >= size) continue;
        float jump = plane_distance(points, normals, i, j);
        float edge = clamped((jump - silence) * (1.0f / 0.08f), 0.0f, 1.0f);
        output[i] = most(output[i], edge);
        output[j] = most(output[j], edge);
      }
    }
  }
  scene_blur(output, size, (float)size / 64.0f, scratch, output);
}

static void add_structure(
  const float *map, int32_t size, float weight, float *xx, float *yy, float *xy
) {
  for (int32_t y = 0; y < size; y++) {
    for (int32_t x = 0; x < size; x++) {
      float gx = at(map, size, x + 1, y) - at(map, size, x - 1, y);
      float gy = at(map, size, x, y + 1) - at(map, size, x, y - 1);
      int32_t i = y * size + x;
      xx[i] += weight * gx * gx;
      yy[i] += weight * gy * gy;
      xy[i] += weight * gx * gy;
    }
  }
}

void scene_keypoints_3d(
  const float *const normals[3], const float *log_depth, int32_t size, float *scratch,
  float *output
) {
  int32_t count = size * size;
  float *xx = scratch + count, *yy = scratch + 2 * count, *xy = scratch + 3 * count;
  for (int32_t i = 0; i < 3 * count; i++) xx[i] = 0;
  /* A wider blur dilutes an edge of one pixel; `scale` makes up for it. */
  float scale = (float)size / 64.0f;
  for (int axis = 0; axis < 3; axis++) {
    add_structure(normals[axis], size, 0.5f * scale, xx, yy, xy);
  }
  add_structure(log_depth, size, 2.0f * scale, xx, yy, xy);
  float sigma = 1.5f * scale;
  scene_blur(xx, size, sigma, scratch, xx);
  scene_blur(yy, size, sigma, scratch, yy);
  scene_blur(xy, size, sigma, scratch, xy);
  for (int32_t i = 0; i < count; i++) {
    float difference = xx[i] - yy[i];
    float root = __builtin_sqrtf(difference * difference + 4.0f * xy[i] * xy[i]);
    float smaller = 0.5f * (xx[i] + yy[i] - root);
    output[i] = least(1.0f, __builtin_sqrtf(most(0.0f, smaller)));
  }
}

/* How the surface point moves when its pixel moves by `step` on the image plane at depth 1, on the
 * tangent plane: P = z (a, b, -1) with z = c / (n . (a, b, -1)). `across` is the direction in the
 * image. */
static SceneVector footprint(
  SceneVector point, SceneVector normal, SceneVector across, float step
) {
  float depth = -point.z;
  SceneVector ray = scaled(point, 1.0f / depth);
  /* Surfaces seen at a grazing angle would stretch without bound. */
  float facing = least(-0.1f, dot(normal, ray));
  float change = -depth * dot(normal, across) / facing;
  return scaled(add(scaled(across, depth), scaled(ray, change)), step);
}

/* Eigenvalues of the shape operator I^-1 II, the larger magnitude first. */
static void principal_curvatures(
  SceneVector du, SceneVector dv, SceneVector nu, SceneVector nv, float *first, float *second
) {
  float e = dot(du, du), f = dot(du, dv), g = dot(dv, dv);
  float l = dot(nu, du), m = 0.5f * (dot(nu, dv) + dot(nv, du)), n = dot(nv, dv);
  float area = most(e * g - f * f, 1e-12f);
  float mean = 0.5f * (l * g - 2.0f * m * f + n * e) / area;
  float gauss = (l * n - m * m) / area;
  float root = __builtin_sqrtf(most(0.0f, mean * mean - gauss));
  *first = mean >= 0 ? mean + root : mean - root;
  *second = mean >= 0 ? mean - root : mean + root;
}

void scene_curvature(
  const float *const normals[3], const float *const points[3], int32_t size, float *scratch,
  float *first, float *second
) {
  int32_t count = size * size;
  float *smooth[3] = {scratch + count, scratch + 2 * count, scratch + 3 * count};
  for (int axis = 0; axis < 3; axis++) {
    scene_blur(normals[axis], size, 0.7f * (float)size / 64.0f, scratch, smooth[axis]);
  }
  float pixel = 2.0f * SCENE_TANGENT / (float)size;
  for (int32_t y = 0; y < size; y++) {
    for (int32_t x = 0; x < size; x++) {
      int32_t i = y * size + x;
      SceneVector right = vector(
        at(smooth[0], size, x + 1, y), at(smooth[1], size, x + 1, y),
        at(smooth[2], size, x + 1, y));
      SceneVector left = vector(
        at(smooth[0], size, x - 1, y), at(smooth[1], size, x - 1, y),
        at(smooth[2], size, x - 1, y));
      SceneVector above = vector(
        at(smooth[0], size, x, y - 1), at(smooth[1], size, x, y - 1),
        at(smooth[2], size, x, y - 1));
      SceneVector below = vector(
        at(smooth[0], size, x, y + 1), at(smooth[1], size, x, y + 1),
        at(smooth[2], size, x, y + 1));
      SceneVector point = vector(points[0][i], points[1][i], points[2][i]);
      SceneVector normal = vector(normals[0][i], normals[1][i], normals[2][i]);
      float k1, k2;
      principal_curvatures(
        footprint(point, normal, vector(1, 0, 0), 2.0f * pixel),
        footprint(point, normal, vector(0, 1, 0), 2.0f * pixel), subtract(right, left),
        subtract(above, below), &k1, &k2);
      first[i] = tm_inline_tanhf(k1 * 0.25f);
      second[i] = tm_inline_tanhf(k2 * 0.25f);
    }
  }
}
