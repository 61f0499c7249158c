/**
 * The inverse DCT of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) in integers, with the scaling and rounding that the
 * Independent JPEG Group's "slow" transform has: the one that other DICOM programs decode with, so that stored values are
 * theirs to the last bit.
 */
const fractionBits = 13;
const one = 1 << fractionBits;
const fixed = (value: number): number => Math.round(value * one);

const f0298 = fixed(0.298631336);
const f0390 = fixed(0.390180644);
const f0541 = fixed(0.5411961);
const f0765 = fixed(0.765366865);
const f0899 = fixed(0.899976223);
const f1175 = fixed(1.175875602);
const f1501 = fixed(1.50132111);
const f1847 = fixed(1.847759065);
const f1961 = fixed(1.96157056);
const f2053 = fixed(2.053119869);
const f2562 = fixed(2.562915447);
const f3072 = fixed(3.072711026);

/** Eight coefficients, `stride` apart, in place; `shift` takes the scale off again. */
function transform(block: Int32Array, at: number, stride: number, shift: number): void {
  const c0 = block[at]!;
  const c1 = block[at + stride]!;
  const c2 = block[at + 2 * stride]!;
  const c3 = block[at + 3 * stride]!;
  const c4 = block[at + 4 * stride]!;
  const c5 = block[at + 5 * stride]!;
  const c6 = block[at + 6 * stride]!;
  const c7 = block[at + 7 * stride]!;
  const round = 1 << (shift - 1);
  // Even part.
  const rotated = (c2 + c6) * f0541;
  const even2 = rotated - c6 * f1847;
  const even3 = rotated + c2 * f0765;
  const even0 = (c0 + c4) * one + round;
  const even1 = (c0 - c4) * one + round;
  // Odd part.
  const shared = (c7 + c3 + c5 + c1) * f1175;
  const a = -(c7 + c1) * f0899;
  const b = -(c5 + c3) * f2562;
  const c = shared - (c7 + c3) * f1961;
  const d = shared - (c5 + c1) * f0390;
  const odd0 = c7 * f0298 + a + c;
  const odd1 = c5 * f2053 + b + d;
  const odd2 = c3 * f3072 + b + c;
  const odd3 = c1 * f1501 + a + d;
  block[at] = (even0 + even3 + odd3) >> shift;
  block[at + stride] = (even1 + even2 + odd2) >> shift;
  block[at + 2 * stride] = (even1 - even2 + odd1) >> shift;
  block[at + 3 * stride] = (even0 - even3 + odd0) >> shift;
  block[at + 4 * stride] = (even0 - even3 - odd0) >> shift;
  block[at + 5 * stride] = (even1 - even2 - odd1) >> shift;
  block[at + 6 * stride] = (even1 + even2 - odd2) >> shift;
  block[at + 7 * stride] = (even0 + even3 - odd3) >> shift;
}

/** Dequantised coefficients in rows → samples around zero, in place. With 12 bits one bit less fits in between. */
export function inverseDct(block: Int32Array, precision: number): void {
  const extraBits = precision > 8 ? 1 : 2;
  for (let column = 0; column < 8; column++) transform(block, column, 8, fractionBits - extraBits);
  for (let row = 0; row < 8; row++) transform(block, 8 * row, 1, fractionBits + extraBits + 3);
}
