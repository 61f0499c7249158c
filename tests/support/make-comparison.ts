/** Parts of a comparison's report for tests: valid by default. */
import type { ComparedRow } from '../../main/contract/evaluation-report.ts';
import type { ComparedFinding, PairedComparison } from '../../main/domain/comparison/comparison-report.ts';
import type { Estimate } from '../../main/domain/statistics/estimate.ts';

const around = (value: number): Estimate => ({ value, interval95: [value - 0.01, value + 0.01], n: 100 });

export const makeRow = (title: string, millisecondsPerImage: number): ComparedRow => ({
  kind: 'ensemble',
  title,
  ensemble: 'mean',
  megabytes: 4,
  millisecondsPerImage,
  weights: {},
});

export const makeCompared = (row: number, auc: number | null): ComparedFinding => ({
  row,
  auc: auc === null ? null : around(auc),
  averagePrecision: null,
  at: {
    kind: 'half',
    threshold: 0.5,
    thresholdInterval: null,
    rule: 'one half',
    counts: { truePositives: 1, falsePositives: 1, trueNegatives: 1, falseNegatives: 1 },
    accuracy: null,
    balancedAccuracy: null,
    sensitivity: null,
    specificity: null,
    positivePredictiveValue: null,
    negativePredictiveValue: null,
    f1: null,
    matthews: null,
    atPrevalence: null,
  },
  roc: null,
  precisionRecall: null,
  expectedCalibrationError: around(0.05),
  brier: around(0.05),
  negativeLogLikelihood: around(0.2),
});

export const makePair = (a: number, b: number, difference: number): PairedComparison => ({
  a,
  b,
  area: { difference: around(difference), method: 'delong', p: 0.01, pHolm: 0.02 },
  calls: { bothRight: 80, onlyA: 5, onlyB: 2, bothWrong: 3, method: 'exact', byPatient: false, p: 0.4, pHolm: 0.8 },
  kappa: around(0.8),
  agreement: around(0.9),
});
