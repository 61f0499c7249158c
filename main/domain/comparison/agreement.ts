/** How far two that judge the same cases agree, and the correction for many tests at once. */
import type { Estimate } from '../statistics/estimate.ts';
import { rateOver } from '../statistics/estimate-rate.ts';
import { percentileInterval, resampled, type Resamples } from '../statistics/resamples.ts';

/** The share of cases that both call alike. */
export function agreementOf(a: readonly boolean[], b: readonly boolean[], resamples: Resamples): Estimate {
  return rateOver(
    resamples,
    () => true,
    (i) => a[i] === b[i],
  )!;
}

/**
 * Cohen's kappa (1960) of two that call cases positive or not: the agreement beyond that of chance. Its interval is
 * that over resampled patients, at least as wide as the agreement's own gives at the same chance agreement. Null where
 * both call all cases alike: then chance would agree always.
 */
export function cohenKappa(a: readonly boolean[], b: readonly boolean[], resamples: Resamples): Estimate | null {
  const kappaOf = (weights: Float64Array | null): { kappa: number; chance: number } => {
    let [all, ofA, ofB, alike] = [0, 0, 0, 0];
    for (let i = 0; i < a.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      all += weight;
      if (a[i]!) ofA += weight;
      if (b[i]!) ofB += weight;
      if (a[i] === b[i]) alike += weight;
    }
    const chance = (ofA * ofB + (all - ofA) * (all - ofB)) / all ** 2;
    return { kappa: (alike / all - chance) / (1 - chance), chance };
  };
  const { kappa, chance } = kappaOf(null);
  if (chance === 1) return null;
  const [agreementLow, agreementHigh] = agreementOf(a, b, resamples).interval95;
  const atChance = (agreement: number): number => (agreement - chance) / (1 - chance);
  const [low, high] = percentileInterval(resampled(resamples, (weights) => kappaOf(weights).kappa)) ?? [-1, 1];
  const interval95: [number, number] = [
    Math.max(-1, Math.min(low, atChance(agreementLow))),
    Math.min(1, Math.max(high, atChance(agreementHigh))),
  ];
  return { value: kappa, interval95, n: a.length };
}

/** Holm 1979: the probabilities of several tests made fit to be read together, in their order. */
export function holm(probabilities: readonly number[]): number[] {
  const order = [...probabilities.keys()].sort((a, b) => probabilities[a]! - probabilities[b]!);
  const adjusted = Array.from(probabilities, () => 0);
  let largest = 0;
  order.forEach((place, rank) => {
    largest = Math.max(largest, Math.min(1, (probabilities.length - rank) * probabilities[place]!));
    adjusted[place] = largest;
  });
  return adjusted;
}
