/** Measures of a heatmap: how alike two are, and how much of one lies where it should. Maps are row by row, not below 0. */
import { midranks } from '../statistics/midranks.ts';

export interface HeatMap {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** Pearson's correlation; 0 where either side is the same everywhere, for then nothing goes together. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < n; i++) {
    sumA += a[i]!;
    sumB += b[i]!;
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [da, db] = [a[i]! - meanA, b[i]! - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  // Of a constant, rounding can leave the square of an epsilon.
  const isFlat = aa <= 1e-12 * n * (meanA * meanA + 1e-30) || bb <= 1e-12 * n * (meanB * meanB + 1e-30);
  return isFlat ? 0 : Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}

/** Spearman's rank correlation, ties sharing their mean rank. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return correlation(midranks(a), midranks(b));
}

/** Divided by its maximum; a map without any heat stays as it is. */
export function toUnit({ width, height, values }: HeatMap): HeatMap {
  const maximum = values.reduce((most, value) => Math.max(most, value), 0);
  return { width, height, values: maximum > 0 ? values.map((value) => value / maximum) : values };
}

const SSIM_SIGMA = 1.5;
const SSIM_RADIUS = 5;

/**
 * Mean structural similarity (Wang et al. 2004) of two maps 0…1 of the same size, at least 11 a side: a Gaussian window
 * of 11 × 11, σ 1.5, K1 0.01, K2 0.03, where the window lies inside the map.
 */
export function structuralSimilarity(a: HeatMap, b: HeatMap): number {
  const { width, height } = a;
  const smooth = (values: Float64Array): Float64Array => blurInside(values, width, height);
  const product = (p: Float32Array, q: Float32Array): Float64Array => Float64Array.from(p, (value, i) => value * q[i]!);
  const [x, y] = [a.values, b.values];
  const [meanX, meanY] = [smooth(Float64Array.from(x)), smooth(Float64Array.from(y))];
  const [xx, yy, xy] = [smooth(product(x, x)), smooth(product(y, y)), smooth(product(x, y))];
  const [c1, c2] = [0.01 ** 2, 0.03 ** 2];
  let sum = 0;
  for (let i = 0; i < meanX.length; i++) {
    const [mx, my] = [meanX[i]!, meanY[i]!];
    const [vx, vy, cov] = [xx[i]! - mx * mx, yy[i]! - my * my, xy[i]! - mx * my];
    sum += ((2 * mx * my + c1) * (2 * cov + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2));
  }
  return sum / meanX.length;
}

/** Smoothed by the window, only where it lies inside: smaller by 10 a side. */
function blurInside(values: Float64Array, width: number, height: number): Float64Array {
  const reach = SSIM_RADIUS;
  const raw = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * SSIM_SIGMA ** 2)));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight / total);
  const [narrow, low] = [width - 2 * reach, height - 2 * reach];
  const across = new Float64Array(narrow * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < narrow; x++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * values[y * width + x + k]!;
      across[y * narrow + x] = sum;
    }
  }
  const blurred = new Float64Array(narrow * low);
  for (let at = 0; at < blurred.length; at++) {
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += weights[k]! * across[at + k * narrow]!;
    blurred[at] = sum;
  }
  return blurred;
}

/** Share of the map's mass where the mask is 1 (energy-based pointing, Wang et al. 2020); NaN for a map without heat. */
export function massInside(values: ArrayLike<number>, mask: ArrayLike<number>): number {
  let [inside, all] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    all += values[i]!;
    if (mask[i] === 1) inside += values[i]!;
  }
  return all > 0 ? inside / all : Number.NaN;
}

/** Whether the highest value lies where the mask is 1 (pointing game, Zhang et al. 2016). */
export function pointsInside(values: Float32Array, mask: ArrayLike<number>): boolean {
  let highest = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[highest]!) highest = i;
  return mask[highest] === 1;
}

/** Share of the places where the mask is 1. */
export function shareOf(mask: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) count++;
  return count / mask.length;
}

/** Places from the highest value to the lowest; equal ones in their own order. */
export function descendingOrder(values: Float32Array): Uint32Array {
  return Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
}

/** Intersection over union of the mask and as many of the highest values: no threshold has to be chosen. */
export function overlapAtEqualArea(values: Float32Array, mask: ArrayLike<number>): number {
  const area = Math.round(shareOf(mask) * mask.length);
  const chosen = descendingOrder(values).subarray(0, area);
  const common = chosen.reduce((count, place) => count + (mask[place] === 1 ? 1 : 0), 0);
  return area === 0 ? Number.NaN : common / (2 * area - common);
}

/** Area under values at equal distances from 0 to 1, by trapezoids. */
export function areaUnder(values: readonly number[]): number {
  const inner = values.reduce((sum, value) => sum + value, 0) - (values[0]! + values.at(-1)!) / 2;
  return inner / (values.length - 1);
}
