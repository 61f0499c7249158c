import type { Estimate } from './estimate.ts';

/** The standard normal's quantile; Wichura 1988, algorithm AS 241 (PPND7), right to about 7 digits. */
export function normalQuantile(probability: number): number {
  const q = probability - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    const top = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    const bottom = ((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1;
    return (q * top) / bottom;
  }
  const r = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
  const magnitude = r <= 5 ? middleTail(r - 1.6) : farTail(r - 5);
  return Math.sign(q) * magnitude;
}

function middleTail(r: number): number {
  const top = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777;
  return top / ((0.12021132975 * r + 0.7370016425) * r + 1);
}

function farTail(r: number): number {
  const top = ((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115;
  return top / ((0.012258202635 * r + 0.24197894225) * r + 1);
}

/** The chance that a standard normal number is above z, right to about 14 digits; Hart 1968 as given by West 2005. */
export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  if (z > 37) return 0;
  const density = Math.exp((-z * z) / 2);
  if (z >= 7.07106781186547) return density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506628274631;
  return (density * polynomial(hartTop, z)) / polynomial(hartBottom, z);
}

const hartTop = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931,
  220.206867912376,
];
const hartBottom = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];

/** By Horner's rule; the highest power first. */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/** A proportion with its 95 % score interval (Wilson 1927), which is right for few cases and near 0 and 1 too. */
export function wilson(successes: number, n: number): Estimate {
  if (n === 0) return { value: 0, interval95: [0, 1], n };
  const z = normalQuantile(0.975);
  const value = successes / n;
  const scale = 1 + (z * z) / n;
  const centre = (value + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
  return { value, interval95: [Math.max(0, centre - half), Math.min(1, centre + half)], n };
}

/** The lower end of the exact 95 % interval (Clopper and Pearson 1934) of a proportion when all of n tries succeeded. */
export function exactLowOfAll(n: number): number {
  return 0.025 ** (1 / n);
}

/** With linear interpolation between the sorted values. */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** The middle value; for an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
