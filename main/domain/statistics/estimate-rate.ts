/** A proportion of images with its 95 % interval. */
import type { Estimate } from './estimate.ts';
import type { Random } from './random.ts';
import { drawResamples, patientsRepeat, percentileInterval, resampledRatio, type Resamples } from './resamples.ts';
import { wilson } from './statistics.ts';

/**
 * A rate's interval over resampled patients as `rateOver` gives it.
 * @param independent Wilson's, as if each case were a patient of its own.
 * @param patients how many the cases are of.
 */
function widenRate(independent: Estimate, patients: number, [low, high]: readonly [number, number]): Estimate {
  const { value, n } = independent;
  if (low === high) return { ...wilson(value * patients, patients), value, n };
  const [narrowLow, narrowHigh] = independent.interval95;
  return { value, interval95: [Math.min(low, narrowLow), Math.max(high, narrowHigh)], n };
}

/**
 * The share of some images that are successes. Wilson's interval where each image is of a patient of its own; else a
 * bootstrap over patients (Rutter 2000; Genders et al. 2012), because the images of a patient are not independent.
 * Percentiles over few patients come out too narrow, so that the interval is never narrower, at either end, than
 * Wilson's of independent images. Where the bootstrap has nothing to vary, as at 0 and at 1, images of a patient may be
 * wholly alike: then it is Wilson's with as many images as there are patients. Null without images.
 * @param isCounted which images the share is of; @param isSuccess which of these are successes.
 */
export function rateOver(
  resamples: Resamples,
  isCounted: (index: number) => boolean,
  isSuccess: (index: number) => boolean,
): Estimate | null {
  const n = resamples.patientOf.length;
  const counted = Uint8Array.from({ length: n }, (_, i) => Number(isCounted(i)));
  const successes = counted.map((one, i) => Number(one === 1 && isSuccess(i)));
  const cases = counted.reduce((a, b) => a + b, 0);
  if (cases === 0) return null;
  const independent = wilson(
    successes.reduce((a, b) => a + b, 0),
    cases,
  );
  if (!patientsRepeat(resamples)) return independent;
  const patients = new Set(resamples.patientOf.filter((_, i) => counted[i] === 1)).size;
  const interval = percentileInterval(resampledRatio(resamples, successes, counted));
  return interval === null ? independent : widenRate(independent, patients, interval);
}

/**
 * The share of successes among all images.
 * @param patients one name an image.
 */
export function estimateRate(successes: readonly boolean[], patients: readonly string[], random: Random): Estimate {
  const share = rateOver(
    drawResamples(patients, random),
    () => true,
    (i) => successes[i] === true,
  );
  return share ?? wilson(0, 0);
}
