/** The checks of a gate: what was measured against what the site asks for, each with a sentence for the person. */
import { estimateArea } from '../../domain/evaluation/area.ts';
import { ratesAt, type BinaryScores } from '../../domain/evaluation/rates.ts';
import { calibrationMeasures } from '../../domain/evaluation/reliability.ts';
import type { Resamples } from '../../domain/statistics/resamples.ts';
import { recalibrate } from '../../domain/evaluation/calibration-slope.ts';
import type { Estimate } from '../../domain/statistics/estimate.ts';
import { areaDifference, sensitivityDifference } from '../../domain/comparison/non-inferiority.ts';
import type { GateCheck, GateLimits } from '../../domain/models/promotion.ts';

/** The candidate, and the current model where there is one, for one finding over the frozen cases. */
export interface JudgedFinding {
  readonly label: string;
  readonly positives: readonly boolean[];
  readonly candidate: { readonly probabilities: readonly number[]; readonly threshold: number };
  readonly current: { readonly probabilities: readonly number[]; readonly threshold: number } | null;
}

const digits = (value: number): string => value.toFixed(3).replace('-', '−');
const range = ({ interval95: [low, high] }: Estimate): string => `${digits(low)} to ${digits(high)}`;
const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

type Judged = Pick<GateCheck, 'name' | 'title' | 'limit'> & { readonly label: string | null };

function unknown(check: Judged, sentence: string): GateCheck {
  return { ...check, value: null, bound: null, verdict: 'unknown', sentence };
}

/** AUC not worse than the current model's by more than the margin; better than chance where there is none. */
export function judgeArea(finding: JudgedFinding, limits: GateLimits, resamples: Resamples): GateCheck {
  const { label, positives, candidate, current } = finding;
  const check = { name: 'auc', label, title: `AUC for ${label}`, limit: -limits.aucMargin } as const;
  if (current === null) {
    const value = estimateArea(candidate.probabilities, positives, resamples);
    const alone = { ...check, limit: 0.5 };
    if (value === null) return unknown(alone, 'It could not be measured: both kinds of case are needed.');
    const [bound] = value.interval95;
    const verdict = bound > 0.5 ? 'passed' : 'failed';
    const sentence = `No model is current, so it is held against chance: its AUC is ${digits(value.value)} (95 % interval ${range(value)}), and the lower end ${verdict === 'passed' ? 'lies above' : 'does not lie above'} 0.5.`;
    return { ...alone, value, bound, verdict, sentence };
  }
  const scores = { candidate: candidate.probabilities, current: current.probabilities, positives };
  const value = areaDifference(scores, resamples);
  if (value === null) return unknown(check, 'It could not be measured: both kinds of case are needed.');
  const [bound] = value.interval95;
  return { ...check, value, bound, ...againstMargin('AUC', value, limits.aucMargin) };
}

/** Sensitivity at each version's own operating point: not worse by more than the margin. */
export function judgeSensitivity(finding: JudgedFinding, limits: GateLimits, resamples: Resamples): GateCheck {
  const { label, positives, candidate, current } = finding;
  const title = `Sensitivity for ${label} at the operating point`;
  const check = { name: 'sensitivity', label, title, limit: -limits.sensitivityMargin } as const;
  if (current === null) {
    const limit = limits.targetSensitivity - limits.sensitivityMargin;
    const value = ratesAt(
      { probabilities: candidate.probabilities, positives },
      candidate.threshold,
      resamples,
    ).sensitivity;
    if (value === null)
      return unknown({ ...check, limit }, 'It could not be measured: there is no case with the finding.');
    const [bound] = value.interval95;
    const verdict = bound >= limit ? 'passed' : 'failed';
    const sentence = `No model is current, so it is held against the wanted ${percent(limits.targetSensitivity)} less the margin: it is ${digits(value.value)} (95 % interval ${range(value)}), and the lower end ${verdict === 'passed' ? 'reaches' : 'does not reach'} ${digits(limit)}.`;
    return { ...check, limit, value, bound, verdict, sentence };
  }
  const callsOf = ({ probabilities, threshold }: JudgedFinding['candidate']): boolean[] =>
    probabilities.map((probability) => probability >= threshold);
  const value = sensitivityDifference(callsOf(candidate), callsOf(current), positives, resamples);
  if (value === null) return unknown(check, 'It could not be measured: there is no case with the finding.');
  const [bound] = value.interval95;
  return { ...check, value, bound, ...againstMargin('sensitivity', value, limits.sensitivityMargin) };
}

function againstMargin(what: string, difference: Estimate, margin: number): Pick<GateCheck, 'verdict' | 'sentence'> {
  const [low] = difference.interval95;
  const isShown = low >= -margin;
  const way = difference.value < 0 ? `${digits(-difference.value)} lower` : `${digits(difference.value)} higher`;
  const found = `Its ${what} is ${difference.value === 0 ? 'the same as' : `${way} than`} the current model’s on the same cases (95 % interval of the difference ${range(difference)}).`;
  const judged = isShown
    ? `At worst it is ${digits(Math.max(0, -low))} lower, within the margin of ${digits(margin)}.`
    : `It may be ${digits(-low)} lower, more than the margin of ${digits(margin)}: ${difference.interval95[1] < 0 ? 'it is worse' : 'these cases do not show that it is as good'}.`;
  return { verdict: isShown ? 'passed' : 'failed', sentence: `${found} ${judged}` };
}

/** The upper end of the calibration error's interval, and the slope of logistic recalibration. */
export function judgeCalibration(finding: JudgedFinding, limits: GateLimits, resamples: Resamples): GateCheck {
  const { label, positives, candidate } = finding;
  const cases = { probabilities: candidate.probabilities, positives };
  const value = calibrationMeasures(cases, resamples).expectedCalibrationError;
  const bound = value.interval95[1];
  const limit = limits.calibrationErrorLimit;
  const slope = recalibrate(cases, resamples);
  const [least, most] = limits.slopeLimits;
  const isNear = bound <= limit;
  const isSloped = slope === null ? null : slope.slope.value >= least && slope.slope.value <= most;
  const isSeparated = slope === null && separates(cases);
  const isPassed = isNear && (isSloped ?? isSeparated);
  const error = `Its probabilities are off by ${digits(value.value)} on average (95 % interval ${range(value)}); the upper end ${isNear ? 'stays within' : 'is above'} ${digits(limit)}.`;
  const lean =
    slope === null
      ? `The calibration slope can’t be estimated, for ${isSeparated ? 'a threshold separates these cases without an error' : 'its probabilities hardly differ'}.`
      : `The calibration slope is ${digits(slope.slope.value)} (${range(slope.slope)}), ${isSloped ? 'within' : 'outside'} ${least} to ${most}; the intercept is ${digits(slope.intercept.value)} (${range(slope.intercept)}).`;
  return {
    name: 'calibration',
    label,
    title: `Calibration for ${label}`,
    value,
    bound,
    limit,
    verdict: isPassed ? 'passed' : isNear && slope === null ? 'unknown' : 'failed',
    sentence: `${error} ${lean}`,
  };
}

/** Whether every case with the finding has a higher probability than every one without it. */
function separates({ probabilities, positives }: BinaryScores): boolean {
  const extreme = (kind: boolean, of: (a: number, b: number) => number): number =>
    probabilities.filter((_, i) => positives[i] === kind).reduce((a, b) => of(a, b));
  return extreme(true, Math.min) > extreme(false, Math.max);
}
