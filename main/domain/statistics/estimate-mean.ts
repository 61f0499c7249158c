import type { Estimate } from './estimate.ts';
import type { Random } from './random.ts';
import { bootstrapInterval } from './statistics.ts';

/**
 * The mean of what was measured of each case, with its 95 % interval: a bootstrap over patients. Values that are not
 * defined (NaN) are left out; null where none is left.
 */
export function estimateMean(values: readonly number[], patients: readonly string[], random: Random): Estimate | null {
  const kept = [...values.keys()].filter((i) => !Number.isNaN(values[i]));
  if (kept.length === 0) return null;
  const meanOf = (cases: readonly number[]): number =>
    cases.reduce((sum, i) => sum + values[kept[i]!]!, 0) / cases.length;
  const interval95 = bootstrapInterval(
    kept.map((i) => patients[i]!),
    meanOf,
    random,
  );
  return { value: meanOf([...kept.keys()]), interval95, n: kept.length };
}
