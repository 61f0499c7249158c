/** Whether two scores of the same cases rank them differently well. */
import { exactLowOfAll, normalQuantile, normalUpperTail } from '../statistics/statistics.ts';
import { disjointPairs, placements, varianceOfMean } from '../evaluation/area.ts';
import type { AreaTest } from './comparison-report.ts';
import type { Ranking } from '../evaluation/ranking.ts';
import { patientsRepeat, type Resamples } from '../statistics/resamples.ts';

/**
 * The difference of two areas over the same cases: DeLong, DeLong and Clarke-Pearson 1988 where each case is a patient
 * of its own, Obuchowski 1997 where patients have several. Null without two patients of both kinds: one tells nothing
 * of how patients vary.
 */
export function testAreas(a: Ranking, b: Ranking, resamples: Resamples): Omit<AreaTest, 'pHolm'> | null {
  const positives = a.positives;
  if (patientsOf(1, positives, resamples) < 2 || patientsOf(0, positives, resamples) < 2) return null;
  const ofB = placements(b);
  const differences = placements(a).map((value, i) => value - ofB[i]!);
  const value = meanOf(differences, positives, 1);
  const isClustered = patientsRepeat(resamples);
  const variance = isClustered
    ? clusteredVariance(differences, positives, resamples)
    : varianceOfMean(differences, positives, 1) + varianceOfMean(differences, positives, 0);
  const deviation = Math.sqrt(Math.max(0, variance));
  // Where no placement differs from another one nothing varies, however few the cases: see `constantDifference`.
  const constant = constantDifference(value, disjointPairs(positives, resamples.patientOf));
  const half = deviation === 0 ? constant.half : normalQuantile(0.975) * deviation;
  const difference = {
    value,
    interval95: [Math.max(-1, value - half), Math.min(1, value + half)] as [number, number],
    n: positives.length,
  };
  const method = isClustered ? 'delong-clusters' : 'delong';
  const p = deviation === 0 ? constant.p : Math.min(1, 2 * normalUpperTail(Math.abs(value) / deviation));
  return { difference, method, p };
}

const patientsOf = (kind: 0 | 1, positives: Uint8Array, { patientOf }: Resamples): number =>
  new Set(patientOf.filter((_, i) => positives[i] === kind)).size;

/**
 * The same difference in every placement, as between a ranking without an error and one that says the same of all
 * cases. Two that rank alike have nothing to test. Otherwise each of k pairs of patients, no patient in two of them,
 * speaks for the same one, which by chance alone happens in 2 of 2ᵏ times (the sign test); the interval is as unsure as
 * that of a ranking without an error of as many pairs.
 */
function constantDifference(value: number, pairs: number): { half: number; p: number } {
  if (value === 0) return { half: 0, p: 1 };
  return { half: 1 - exactLowOfAll(pairs), p: Math.min(1, 2 ** (1 - pairs)) };
}

function meanOf(values: Float64Array, positives: Uint8Array, kind: 0 | 1): number {
  const chosen = values.filter((_, i) => positives[i] === kind);
  return chosen.reduce((a, b) => a + b, 0) / chosen.length;
}

/**
 * Obuchowski 1997, equation 4 for a difference: sums of the components' deviations over each patient, those of cases
 * with and without the label apart, and their product where a patient has both.
 */
function clusteredVariance(values: Float64Array, positives: Uint8Array, { patientOf, patients }: Resamples): number {
  const means = [meanOf(values, positives, 0), meanOf(values, positives, 1)];
  const sums = [new Float64Array(patients), new Float64Array(patients)];
  const has = [new Uint8Array(patients), new Uint8Array(patients)];
  const counts = [0, 0];
  values.forEach((value, i) => {
    const kind = positives[i]!;
    sums[kind]![patientOf[i]!]! += value - means[kind]!;
    has[kind]![patientOf[i]!] = 1;
    counts[kind]!++;
  });
  const product = (one: 0 | 1, other: 0 | 1): number =>
    sums[one]!.reduce((total, sum, patient) => total + sum * sums[other]![patient]!, 0);
  const unbiased = (clusters: number): number => clusters / Math.max(1, clusters - 1);
  const own = ([0, 1] as const).map((kind) => {
    const clusters = has[kind]!.reduce((a, b) => a + b, 0);
    return (unbiased(clusters) * product(kind, kind)) / counts[kind]! ** 2;
  });
  return own[0]! + own[1]! + (2 * unbiased(patients) * product(0, 1)) / (counts[0]! * counts[1]!);
}
