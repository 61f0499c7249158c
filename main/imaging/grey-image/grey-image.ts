/** A one-channel picture, row by row, 0 (black) to 1 (white). */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

interface Taps {
  /** First source sample of each target sample. */
  readonly starts: Int32Array;
  /** `count` weights a target sample, adding up to 1; zero where fewer are needed. */
  readonly weights: Float32Array;
  readonly count: number;
}

/**
 * Resizes with a triangle filter that widens as the image shrinks (so fine detail is averaged, never aliased)
 * and is plain linear interpolation when it grows. Own code, because training and inference must see the same
 * numbers on every machine.
 */
export function resize(image: GreyImage, width: number, height: number): GreyImage {
  if (image.width === width && image.height === height) return image;
  const across = taps(image.width, width);
  const down = taps(image.height, height);
  const narrow = new Float32Array(width * image.height);
  for (let y = 0; y < image.height; y++) {
    const row = y * image.width;
    for (let x = 0; x < width; x++) {
      const start = row + across.starts[x]!;
      const weight = x * across.count;
      let sum = 0;
      for (let k = 0; k < across.count; k++) sum += across.weights[weight + k]! * image.values[start + k]!;
      narrow[y * width + x] = sum;
    }
  }
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k]!;
      const row = (down.starts[y]! + k) * width;
      for (let x = 0; x < width; x++) values[y * width + x]! += weight * narrow[row + x]!;
    }
  }
  return { width, height, values };
}

function taps(from: number, to: number): Taps {
  const step = from / to;
  const reach = Math.max(1, step);
  const count = Math.min(from, Math.floor(2 * reach) + 1);
  const starts = new Int32Array(to);
  const weights = new Float32Array(to * count);
  for (let target = 0; target < to; target++) {
    const centre = (target + 0.5) * step - 0.5;
    const start = Math.min(Math.max(0, Math.ceil(centre - reach)), from - count);
    starts[target] = start;
    let total = 0;
    for (let k = 0; k < count; k++) {
      const weight = Math.max(0, 1 - Math.abs(start + k - centre) / reach);
      weights[target * count + k] = weight;
      total += weight;
    }
    for (let k = 0; k < count; k++) weights[target * count + k]! /= total;
  }
  return { starts, weights, count };
}

/**
 * Source = (xx·u + xy·v + x0, yx·u + yy·v + y0), all in fractions of the width and height about the centre
 * (−0.5 … 0.5).
 */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/**
 * Bilinear samples of the image, width × height. Outside the image its edge goes on: a radiograph mostly ends
 * inside the body, and a black wedge would add a sharp edge that tells the angle and shifts mean and deviation.
 */
export function sampleAffine(image: GreyImage, affine: Affine, width: number, height: number): Float32Array {
  const { values, width: columns, height: rows } = image;
  const sampled = new Float32Array(width * height);
  const [stepX, stepY] = [(affine.xx * columns) / width, (affine.yx * rows) / width];
  for (let row = 0; row < height; row++) {
    const v = (row + 0.5) / height - 0.5;
    const u = 0.5 / width - 0.5;
    let x = (affine.xx * u + affine.xy * v + affine.x0 + 0.5) * columns - 0.5;
    let y = (affine.yx * u + affine.yy * v + affine.y0 + 0.5) * rows - 0.5;
    for (let column = 0; column < width; column++, x += stepX, y += stepY) {
      const insideX = x < 0 ? 0 : x > columns - 1 ? columns - 1 : x;
      const insideY = y < 0 ? 0 : y > rows - 1 ? rows - 1 : y;
      const left = insideX | 0;
      const top = insideY | 0;
      const fx = insideX - left;
      const fy = insideY - top;
      const right = left < columns - 1 ? 1 : 0;
      const a = top * columns + left;
      const b = top < rows - 1 ? a + columns : a;
      const upper = values[a]! + fx * (values[a + right]! - values[a]!);
      const lower = values[b]! + fx * (values[b + right]! - values[b]!);
      sampled[row * width + column] = upper + fy * (lower - upper);
    }
  }
  return sampled;
}

/** Smoothed by a Gaussian of this standard deviation, pixels; beyond the edges the outermost pixels go on. */
export function blur({ width, height, values }: GreyImage, sigma: number): GreyImage {
  const reach = Math.ceil(3 * sigma);
  const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const smooth = (source: Float32Array, length: number, step: number, lines: number, stride: number): Float32Array => {
    const smoothed = new Float32Array(source.length);
    for (let line = 0; line < lines; line++) {
      for (let at = 0; at < length; at++) {
        let sum = 0;
        for (let k = -reach; k <= reach; k++) {
          const inside = Math.min(length - 1, Math.max(0, at + k));
          sum += weights[k + reach]! * source[line * stride + inside * step]!;
        }
        smoothed[line * stride + at * step] = sum / total;
      }
    }
    return smoothed;
  };
  const across = smooth(values, width, 1, height, width);
  return { width, height, values: smooth(across, height, width, width, 1) };
}
