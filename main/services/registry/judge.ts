/** The checks of a gate: what was measured against what the site asks for. */
import { estimateArea } from '../../domain/evaluation/area.ts';
import { ratesAt, type BinaryScores } from '../../domain/evaluation/rates.ts';
import { calibrationMeasures } from '../../domain/evaluation/reliability.ts';
import type { Resamples } from '../../domain/statistics/resamples.ts';
import { recalibrate } from '../../domain/evaluation/calibration-slope.ts';
import type { Estimate } from '../../domain/statistics/estimate.ts';
import { areaDifference, sensitivityDifference } from '../../domain/comparison/non-inferiority.ts';
import type { GateCheck, GateFact, GateLimits } from '../../domain/models/promotion.ts';

/** The candidate, and the current model where there is one, for one finding over the frozen cases. */
export interface JudgedFinding {
  readonly label: string;
  readonly positives: readonly boolean[];
  readonly candidate: { readonly probabilities: readonly number[]; readonly threshold: number };
  readonly current: { readonly probabilities: readonly number[]; readonly threshold: number } | null;
}

type Judged = Pick<GateCheck, 'name' | 'limit'> & { readonly label: string | null };

function unknown(check: Judged, code: 'oneKind' | 'noPositive'): GateCheck {
  return { ...check, value: null, bound: null, verdict: 'unknown', facts: [{ code }] };
}

const numbersOf = ({ value, interval95: [low, high] }: Estimate) => ({ value, low, high });

/** AUC not worse than the current model's by more than the margin; better than chance where there is none. */
export function judgeArea(finding: JudgedFinding, limits: GateLimits, resamples: Resamples): GateCheck {
  const { label, positives, candidate, current } = finding;
  const check = { name: 'auc', label, limit: -limits.aucMargin } as const;
  if (current === null) {
    const value = estimateArea(candidate.probabilities, positives, resamples);
    const alone = { ...check, limit: 0.5 };
    if (value === null) return unknown(alone, 'oneKind');
    const [bound] = value.interval95;
    const isAbove = bound > 0.5;
    const fact = { code: isAbove ? 'aboveChance' : 'notAboveChance', numbers: numbersOf(value) } as const;
    return { ...alone, value, bound, verdict: isAbove ? 'passed' : 'failed', facts: [fact] };
  }
  const scores = { candidate: candidate.probabilities, current: current.probabilities, positives };
  const value = areaDifference(scores, resamples);
  if (value === null) return unknown(check, 'oneKind');
  return { ...check, value, bound: value.interval95[0], ...againstMargin(value, limits.aucMargin) };
}

/** Sensitivity at each version's own operating point: not worse by more than the margin. */
export function judgeSensitivity(finding: JudgedFinding, limits: GateLimits, resamples: Resamples): GateCheck {
  const { label, positives, candidate, current } = finding;
  const check = { name: 'sensitivity', label, limit: -limits.sensitivityMargin } as const;
  if (current === null) {
    const { targetSensitivity: target } = limits;
    const limit = target - limits.sensitivityMargin;
    const { probabilities, threshold } = candidate;
    const value = ratesAt({ probabilities, positives }, threshold, resamples).sensitivity;
    if (value === null) return unknown({ ...check, limit }, 'noPositive');
    const [bound] = value.interval95;
    const isReached = bound >= limit;
    const numbers = { ...numbersOf(value), target, limit };
    const fact = { code: isReached ? 'reachesTarget' : 'missesTarget', numbers } as const;
    return { ...check, limit, value, bound, verdict: isReached ? 'passed' : 'failed', facts: [fact] };
  }
  const callsOf = ({ probabilities, threshold }: JudgedFinding['candidate']): boolean[] =>
    probabilities.map((probability) => probability >= threshold);
  const value = sensitivityDifference(callsOf(candidate), callsOf(current), positives, resamples);
  if (value === null) return unknown(check, 'noPositive');
  return { ...check, value, bound: value.interval95[0], ...againstMargin(value, limits.sensitivityMargin) };
}

function againstMargin(difference: Estimate, margin: number): Pick<GateCheck, 'verdict' | 'facts'> {
  const { value, low, high } = numbersOf(difference);
  const isShown = low >= -margin;
  const way = value === 0 ? 'same' : value < 0 ? 'lower' : 'higher';
  const judged = isShown ? 'withinMargin' : high < 0 ? 'worse' : 'notShown';
  return {
    verdict: isShown ? 'passed' : 'failed',
    facts: [
      { code: way, numbers: { by: Math.abs(value), low, high } },
      { code: judged, numbers: { worst: Math.max(0, -low), margin } },
    ],
  };
}

/** The upper end of the calibration error's interval, and the slope of logistic recalibration. */
export function judgeCalibration(finding: JudgedFinding, limits: GateLimits, resamples: Resamples): GateCheck {
  const { label, positives, candidate } = finding;
  const cases = { probabilities: candidate.probabilities, positives };
  const value = calibrationMeasures(cases, resamples).expectedCalibrationError;
  const bound = value.interval95[1];
  const limit = limits.calibrationErrorLimit;
  const fitted = recalibrate(cases, resamples);
  const [least, most] = limits.slopeLimits;
  const isNear = bound <= limit;
  const isSloped = fitted === null ? null : fitted.slope.value >= least && fitted.slope.value <= most;
  const isSeparated = fitted === null && separates(cases);
  const isPassed = isNear && (isSloped ?? isSeparated);
  return {
    name: 'calibration',
    label,
    value,
    bound,
    limit,
    verdict: isPassed ? 'passed' : isNear && fitted === null ? 'unknown' : 'failed',
    facts: [
      { code: isNear ? 'errorWithin' : 'errorAbove', numbers: { ...numbersOf(value), limit } },
      fitted === null
        ? { code: isSeparated ? 'slopeSeparated' : 'slopeFlat' }
        : slopeFact(fitted, { isWithin: isSloped === true, least, most }),
    ],
  };
}

function slopeFact(
  { slope, intercept }: NonNullable<ReturnType<typeof recalibrate>>,
  { isWithin, least, most }: { readonly isWithin: boolean; readonly least: number; readonly most: number },
): GateFact {
  return {
    code: isWithin ? 'slopeWithin' : 'slopeOutside',
    numbers: {
      slope: slope.value,
      slopeLow: slope.interval95[0],
      slopeHigh: slope.interval95[1],
      least,
      most,
      intercept: intercept.value,
      interceptLow: intercept.interval95[0],
      interceptHigh: intercept.interval95[1],
    },
  };
}

/** Whether every image with the finding has a higher probability than every one without it. */
function separates({ probabilities, positives }: BinaryScores): boolean {
  const extreme = (kind: boolean, of: (a: number, b: number) => number): number =>
    probabilities.filter((_, i) => positives[i] === kind).reduce((a, b) => of(a, b));
  return extreme(true, Math.min) > extreme(false, Math.max);
}
