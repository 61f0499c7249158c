/** Several rows of probabilities over the same cases, side by side. */
import type { Random } from '../statistics/random.ts';
import { agreementOf, cohenKappa, holm } from './agreement.ts';
import { estimateAreaOf } from '../evaluation/area.ts';
import type { ComparedFinding, ComparedLabel, PairedComparison } from './comparison-report.ts';
import { estimateAveragePrecision, precisionRecallCurve, resampleCurves, rocCurve } from '../evaluation/curves.ts';
import { testCalls } from './mcnemar.ts';
import { testAreas } from './paired-areas.ts';
import { rankScores, type Ranking } from '../evaluation/ranking.ts';
import { calibrationMeasures } from '../evaluation/reliability.ts';
import { drawResamples, type Resamples } from '../statistics/resamples.ts';
import { atHalf, ratesAtSensitivity, ratesAtWanted, type WantedThreshold } from '../evaluation/thresholds.ts';

export interface ComparedScores {
  readonly label: string;
  readonly positives: readonly boolean[];
  /** One name a case. */
  readonly patients: readonly string[];
  readonly rows: readonly ComparedProbabilities[];
}

export interface ComparedProbabilities {
  /** Calibrated, one a case. */
  readonly probabilities: readonly number[];
  /** Where it calls: fixed before, or the highest threshold with at least a sensitivity. */
  readonly calls: WantedThreshold | { readonly sensitivity: number };
}

export function compareRows({ label, positives, patients, rows }: ComparedScores, random: Random): ComparedLabel {
  const resamples = drawResamples(patients, random);
  const rankings = rows.map(({ probabilities }) => rankScores(probabilities, positives));
  const compared = rows.map((row, i) => compareOne(row, i, rankings[i]!, positives, resamples));
  const calls = rows.map(({ probabilities }, i) => probabilities.map((each) => each >= compared[i]!.at.threshold));
  const right = calls.map((row) => row.map((isCalled, i) => isCalled === positives[i]));
  const pairs = rows.flatMap((_, a) =>
    rows.slice(a + 1).map((_unused, k) => {
      const b = a + 1 + k;
      return {
        a,
        b,
        area: testAreas(rankings[a]!, rankings[b]!, resamples),
        calls: testCalls(right[a]!, right[b]!, resamples),
        kappa: cohenKappa(calls[a]!, calls[b]!, resamples),
        agreement: agreementOf(calls[a]!, calls[b]!, resamples),
      };
    }),
  );
  return {
    label,
    n: positives.length,
    positives: positives.filter(Boolean).length,
    patients: resamples.patients,
    rows: compared,
    pairs: corrected(pairs),
  };
}

function compareOne(
  { probabilities, calls }: ComparedProbabilities,
  row: number,
  ranking: Ranking,
  positives: readonly boolean[],
  resamples: Resamples,
): ComparedFinding {
  const cases = { probabilities, positives };
  const curves = resampleCurves(ranking, resamples);
  const found = 'sensitivity' in calls ? ratesAtSensitivity(cases, calls.sensitivity, resamples) : null;
  const wanted = 'sensitivity' in calls ? atHalf : calls;
  return {
    row,
    auc: estimateAreaOf(ranking, resamples, curves.areas),
    averagePrecision: estimateAveragePrecision(ranking, curves, resamples),
    at: found ?? ratesAtWanted(cases, wanted, resamples),
    roc: rocCurve(ranking, curves),
    precisionRecall: precisionRecallCurve(ranking, curves),
    ...calibrationMeasures(cases, resamples),
  };
}

type Uncorrected = Omit<PairedComparison, 'area' | 'calls'> & {
  readonly area: ReturnType<typeof testAreas>;
  readonly calls: ReturnType<typeof testCalls>;
};

/** Holm's correction over all pairs, of the areas and of the calls apart. */
function corrected(pairs: readonly Uncorrected[]): PairedComparison[] {
  const ofAreas = holm(pairs.map(({ area }) => area?.p ?? 1));
  const ofCalls = holm(pairs.map(({ calls }) => calls.p));
  return pairs.map((pair, i) => ({
    ...pair,
    area: pair.area && { ...pair.area, pHolm: ofAreas[i]! },
    calls: { ...pair.calls, pHolm: ofCalls[i]! },
  }));
}
