// e^x and ln x on 16 lanes: range reduction and polynomials, the same operations everywhere.

// e^x, relative error below 2e-7 for x in -87...88; smaller x count as -87, larger as 88.
CK_INLINE vec16 exponential(vec16 x) {
  x = pick16((lanes16)(x < -87.0f), all16(-87), x);
  x = pick16((lanes16)(x > 88.0f), all16(88), x);
  // Adding 1.5 * 2^23 rounds to an integer, which then lies in the low bits.
  const vec16 shifted = madd16(x, all16(1.44269504f), all16(12582912.0f));
  const vec16 n = shifted - 12582912.0f;
  vec16 r = madd16(n, all16(-0.693359375f), x);
  r = madd16(n, all16(2.12194440e-4f), r);
  vec16 p = all16(1.9875691500e-4f);
  p = madd16(p, r, all16(1.3981999507e-3f));
  p = madd16(p, r, all16(8.3334519073e-3f));
  p = madd16(p, r, all16(4.1665795894e-2f));
  p = madd16(p, r, all16(1.6666665459e-1f));
  p = madd16(p, r, all16(5.0000001201e-1f));
  p = madd16(p, r * r, r + 1.0f);
  const lanes16 power = (((lanes16)shifted - 0x4B400000) + 127) << 23;
  return p * (vec16)power;
}

// ln x for positive normal x, absolute error below 1e-7 near 1, relative 2e-7 elsewhere.
CK_INLINE vec16 logarithm(vec16 x) {
  lanes16 bits = (lanes16)x;
  // The significand in sqrt(1/2)...sqrt(2), so that its logarithm is small.
  const lanes16 offset = bits - 0x3F3504F3;
  const lanes16 exponent = offset >> 23;
  const vec16 m = (vec16)(bits - (exponent << 23));
  const vec16 e = __builtin_convertvector(exponent, vec16);
  const vec16 f = m - 1.0f, square = f * f;
  vec16 p = all16(7.0376836292e-2f);
  p = madd16(p, f, all16(-1.1514610310e-1f));
  p = madd16(p, f, all16(1.1676998740e-1f));
  p = madd16(p, f, all16(-1.2420140846e-1f));
  p = madd16(p, f, all16(1.4249322787e-1f));
  p = madd16(p, f, all16(-1.6668057665e-1f));
  p = madd16(p, f, all16(2.0000714765e-1f));
  p = madd16(p, f, all16(-2.4999993993e-1f));
  p = madd16(p, f, all16(3.3333331174e-1f));
  vec16 y = p * f * square;
  y = madd16(e, all16(-2.12194440e-4f), y);
  y = madd16(square, all16(-0.5f), y);
  return madd16(e, all16(0.693359375f), f + y);
}
