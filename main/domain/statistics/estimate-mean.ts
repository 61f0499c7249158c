import type { Estimate } from './estimate.ts';
import type { Random } from './random.ts';
import { drawResamples, percentileInterval, resampledRatio, type Resamples } from './resamples.ts';

/** The mean of a value of each image, with its 95 % interval over resampled patients. */
export function meanOver(values: readonly number[], resamples: Resamples): Estimate {
  const ones = new Float64Array(values.length).fill(1);
  const value = values.reduce((a, b) => a + b, 0) / values.length;
  const interval95 = percentileInterval(resampledRatio(resamples, values, ones)) ?? [value, value];
  return { value, interval95, n: values.length };
}

/** The same of those values that are defined (not NaN); null where none is. @param patients one name a value. */
export function estimateMean(values: readonly number[], patients: readonly string[], random: Random): Estimate | null {
  const defined = values.flatMap((value, i) => (Number.isNaN(value) ? [] : [{ value, patient: patients[i] ?? '' }]));
  if (defined.length === 0) return null;
  return meanOver(
    defined.map(({ value }) => value),
    drawResamples(
      defined.map(({ patient }) => patient),
      random,
    ),
  );
}
