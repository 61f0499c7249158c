/**
 * Changes that machines, archives and people make to a radiograph on its way to a model. All values are 0 (black) to 1
 * (white).
 */
import { resize, type GreyImage } from '../grey-image/grey-image.ts';

/**
 * Detail finer than `size` pixels weighs `1 + weight` times: −1 blurs it away, values above 0 sharpen, as detectors and
 * the edge enhancement of consoles do; large sizes change the local contrast.
 */
export function changeDetail(image: GreyImage, { size, weight }: { size: number; weight: number }): GreyImage {
  const { width, height, values } = image;
  const small = resize(image, Math.max(2, Math.round(width / size)), Math.max(2, Math.round(height / size)));
  const coarse = resize(small, width, height).values;
  return { width, height, values: values.map((value, i) => inRange(value + weight * (value - coarse[i]!))) };
}

/**
 * Tones through a rising curve: `knots` are its values at equal distances from 0 to 1, straight in between. Film, detector
 * and look-up table each have their own.
 */
export function bendTones(values: Float32Array, knots: readonly number[]): Float32Array {
  const last = knots.length - 1;
  return values.map((value) => {
    const place = inRange(value) * last;
    const left = Math.min(last - 1, Math.floor(place));
    return inRange(knots[left]! + (place - left) * (knots[left + 1]! - knots[left]!));
  });
}

/**
 * Brightness that rises across the image by `strength` in the direction of `angle` (radians) and towards its corners by
 * `bow`: the heel effect, a scatter grid askew, a photographed light box.
 */
export function lightUnevenly(
  { width, height, values }: GreyImage,
  { angle, strength, bow }: { angle: number; strength: number; bow: number },
): GreyImage {
  const [across, down] = [Math.cos(angle) * strength, Math.sin(angle) * strength];
  const lit = values.map((value, i) => {
    const [u, v] = [(i % width) / width - 0.5, Math.floor(i / width) / height - 0.5];
    return inRange(value + across * u + down * v + bow * (2 * (u * u + v * v) - 1 / 3));
  });
  return { width, height, values: lit };
}

/** A strip of a share of the width or height gets one tone: black or white borders, collimators. */
export function coverSide(
  { width, height, values }: GreyImage,
  { side, share, tone }: { side: 'left' | 'top' | 'right' | 'bottom'; share: number; tone: number },
): GreyImage {
  const isAcross = side === 'left' || side === 'right';
  const length = isAcross ? width : height;
  const depth = Math.round(share * length);
  const isAtStart = side === 'left' || side === 'top';
  const covered = values.map((value, i) => {
    const place = isAcross ? i % width : Math.floor(i / width);
    return (isAtStart ? place < depth : place >= length - depth) ? tone : value;
  });
  return { width, height, values: covered };
}

const inRange = (value: number): number => Math.min(1, Math.max(0, value));

/** ITU-T T.81 (JPEG), Annex K, table K.1: quantisation of luminance, row by row. */
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
] as const;

/** Row `frequency`, column `place`: the orthonormal cosine transform of eight samples. */
const COSINES = Float32Array.from({ length: 64 }, (_, i) => {
  const [frequency, place] = [i >> 3, i & 7];
  return Math.cos(((2 * place + 1) * frequency * Math.PI) / 16) * Math.sqrt((frequency === 0 ? 1 : 2) / 8);
});

/**
 * The picture after saving as JPEG with this quality (1 to 100, as the Independent JPEG Group counts). Columns and rows
 * beyond the last whole block of eight stay.
 */
export function compress({ width, height, values }: GreyImage, quality: number): GreyImage {
  const scale = quality < 50 ? 50 / quality : 2 - quality / 50;
  const steps = LUMINANCE.map((step) => Math.max(1, step * scale) / 255);
  const result = values.slice();
  const block = new Float32Array(64);
  for (let top = 0; top + 8 <= height; top += 8) {
    for (let left = 0; left + 8 <= width; left += 8) {
      for (let i = 0; i < 64; i++) block[i] = values[(top + (i >> 3)) * width + left + (i & 7)]! - 0.5;
      const frequencies = transform(transform(block, false), false);
      for (let i = 0; i < 64; i++) frequencies[i] = Math.round(frequencies[i]! / steps[i]!) * steps[i]!;
      const restored = transform(transform(frequencies, true), true);
      for (let i = 0; i < 64; i++) result[(top + (i >> 3)) * width + left + (i & 7)] = inRange(restored[i]! + 0.5);
    }
  }
  return { width, height, values: result };
}

/** The transform of the rows of an 8×8 block, or its inverse, turned over its diagonal: twice is that of the block. */
function transform(block: Float32Array, isInverse: boolean): Float32Array {
  const turned = new Float32Array(64);
  for (let row = 0; row < 8; row++) {
    for (let target = 0; target < 8; target++) {
      let sum = 0;
      for (let k = 0; k < 8; k++) sum += block[row * 8 + k]! * COSINES[isInverse ? k * 8 + target : target * 8 + k]!;
      turned[target * 8 + row] = sum;
    }
  }
  return turned;
}
