/** Whether two scores of the same cases rank them differently well. */
import { normalQuantile, normalUpperTail } from '../statistics.ts';
import { placements, varianceOfMean } from './area.ts';
import type { AreaTest } from './comparison-report.ts';
import type { Ranking } from './ranking.ts';
import type { Resamples } from './resamples.ts';
import { patientsRepeat } from './resamples.ts';

/**
 * The difference of two areas over the same cases: DeLong, DeLong and Clarke-Pearson 1988 where each case is a patient
 * of its own, Obuchowski 1997 where patients have several. Null without cases of both kinds.
 */
export function testAreas(a: Ranking, b: Ranking, resamples: Resamples): Omit<AreaTest, 'pHolm'> | null {
  const positives = a.positives;
  const count = positives.reduce((x, y) => x + y, 0);
  if (count === 0 || count === positives.length) return null;
  const ofB = placements(b);
  const differences = placements(a).map((value, i) => value - ofB[i]!);
  const value = meanOf(differences, positives, 1);
  const isClustered = patientsRepeat(resamples);
  const variance = isClustered
    ? clusteredVariance(differences, positives, resamples)
    : varianceOfMean(differences, positives, 1) + varianceOfMean(differences, positives, 0);
  const deviation = Math.sqrt(Math.max(0, variance));
  const half = normalQuantile(0.975) * deviation;
  const difference = {
    value,
    interval95: [Math.max(-1, value - half), Math.min(1, value + half)] as [number, number],
    n: positives.length,
  };
  const method = isClustered ? 'DeLong for clusters (Obuchowski)' : 'DeLong';
  // Two rankings that do not differ in any placement have nothing to test.
  const p = deviation === 0 ? 1 : Math.min(1, 2 * normalUpperTail(Math.abs(value) / deviation));
  return { difference, method, p };
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
