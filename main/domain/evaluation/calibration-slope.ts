/** Whether probabilities are too bold or too timid: logistic recalibration (Cox 1958; Van Calster et al. 2016). */
import { sigmoid } from '../statistics/activation.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { percentileInterval, resampled, type Resamples } from '../statistics/resamples.ts';
import type { BinaryScores } from './rates.ts';

export interface Recalibration {
  /** The slope on the log odds: 1 is right, below it the probabilities are too far from one half, above it too near. */
  readonly slope: Estimate;
  /** Log odds to be added where the slope is held at 1: 0 is right, above it the probabilities are too low. */
  readonly intercept: Estimate;
}

/** Beyond it the fit has no end: the probabilities separate the cases, or are all but the same. */
const MOST_SLOPE = 50;
const ROUNDS = 60;

const logit = (probability: number): number => {
  const kept = Math.min(1 - 1e-12, Math.max(1e-12, probability));
  return Math.log(kept / (1 - kept));
};

/**
 * Slope and intercept with intervals over resampled patients. Null where they can't be estimated: without both kinds of
 * case, where some threshold separates them without an error, or where the probabilities hardly differ.
 */
export function recalibrate({ probabilities, positives }: BinaryScores, resamples: Resamples): Recalibration | null {
  const x = probabilities.map(logit);
  const y = positives.map(Number);
  const all = new Float64Array(x.length).fill(1);
  const slope = fitSlope(x, y, all);
  if (slope === null) return null;
  const slopes = resampled(resamples, (weights) => fitSlope(x, y, weights) ?? MOST_SLOPE);
  const intercepts = resampled(resamples, (weights) => fitIntercept(x, y, weights));
  const value = fitIntercept(x, y, all);
  return {
    slope: { value: slope, interval95: percentileInterval(slopes) ?? [slope, slope], n: x.length },
    intercept: { value, interval95: percentileInterval(intercepts) ?? [value, value], n: x.length },
  };
}

/** The slope of the logistic regression of the outcome on the log odds, by Newton's steps; null where it has no end. */
function fitSlope(x: readonly number[], y: readonly number[], weights: Float64Array): number | null {
  let [a, b] = [0, 1];
  for (let round = 0; round < ROUNDS; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      const p = sigmoid(a + b * x[i]!);
      const [rest, width] = [weights[i]! * (y[i]! - p), weights[i]! * p * (1 - p)];
      ga += rest;
      gb += rest * x[i]!;
      haa += width;
      hab += width * x[i]!;
      hbb += width * x[i]! ** 2;
    }
    const determinant = haa * hbb - hab * hab;
    if (!(determinant > 1e-12)) return null;
    const [stepA, stepB] = [(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant];
    // A long step may overshoot where the curve is flat.
    const shrink = Math.min(1, 2 / Math.max(Math.abs(stepA), Math.abs(stepB), 1e-9));
    a += shrink * stepA;
    b += shrink * stepB;
    if (Math.abs(b) > MOST_SLOPE) return null;
    if (Math.max(Math.abs(stepA), Math.abs(stepB)) < 1e-9) return b;
  }
  return null;
}

/** The shift of the log odds that makes as many positives expected as there are, by bisection; kept within ±20. */
function fitIntercept(x: readonly number[], y: readonly number[], weights: Float64Array): number {
  const excess = (shift: number): number =>
    x.reduce((sum, value, i) => sum + weights[i]! * (y[i]! - sigmoid(value + shift)), 0);
  let [low, high] = [-20, 20];
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
