import type { Estimate } from './estimate.ts';
import type { Random } from './random.ts';

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

/**
 * The 95 % percentile interval of a statistic (Efron 1979), resampling whole clusters with replacement: the
 * images of one patient resemble each other, so they must be drawn together.
 * @param clusters one name a case.
 * @param statistic of the cases with the given indices; NaN where it is not defined, such as without positives.
 */
export function bootstrapInterval(
  clusters: readonly string[],
  statistic: (cases: readonly number[]) => number,
  random: Random,
  resamples = 1000,
): [number, number] {
  const members = [...Map.groupBy(clusters.keys(), (i) => clusters[i]!).values()];
  const values: number[] = [];
  for (let i = 0; i < resamples; i++) {
    const value = statistic(members.flatMap(() => members[random.integer(members.length)]!));
    if (!Number.isNaN(value)) values.push(value);
  }
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return [0, 1];
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/**
 * A proportion of cases with its 95 % interval. Wilson's where each case is a patient of its own; else a
 * bootstrap over patients (Rutter 2000; Genders et al. 2012), because the images of a patient are not
 * independent. Percentiles over few patients come out too narrow, so that the interval is never narrower, at
 * either end, than Wilson's of independent images. Where the bootstrap has nothing to vary, as at 0 and at 1,
 * images of a patient may be wholly alike: then it is Wilson's with as many cases as there are patients.
 * @param successes whether each case is one.
 * @param patients one name a case.
 */
export function estimateRate(successes: readonly boolean[], patients: readonly string[], random: Random): Estimate {
  const n = successes.length;
  const independent = wilson(countTrue(successes), n);
  const members = [...Map.groupBy(successes.keys(), (i) => patients[i]!).values()];
  if (members.length === n) return independent;
  const right = members.map((cases) => countTrue(cases.map((i) => successes[i]!)));
  const sizes = members.map((cases) => cases.length);
  const rateOf = (drawn: readonly number[]): number => sumOf(drawn, right) / sumOf(drawn, sizes);
  const [low, high] = bootstrapInterval(
    members.map((_, i) => String(i)),
    rateOf,
    random,
  );
  return widenRate(independent, members.length, [low, high]);
}

/**
 * A rate's interval over resampled patients as `estimateRate` gives it.
 * @param independent Wilson's, as if each case were a patient of its own.
 * @param patients how many the cases are of.
 */
export function widenRate(independent: Estimate, patients: number, [low, high]: readonly [number, number]): Estimate {
  const { value, n } = independent;
  if (low === high) return { ...wilson(value * patients, patients), value, n };
  const [narrowLow, narrowHigh] = independent.interval95;
  return { value, interval95: [Math.min(low, narrowLow), Math.max(high, narrowHigh)], n };
}

const countTrue = (values: readonly boolean[]): number => values.filter(Boolean).length;

const sumOf = (places: readonly number[], values: readonly number[]): number =>
  places.reduce((sum, i) => sum + values[i]!, 0);

/** With linear interpolation between the sorted values. */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (position - below) * (sorted[above]! - sorted[below]!);
}

/** Of an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}
