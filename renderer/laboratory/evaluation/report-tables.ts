import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import type { FindingReport } from '../../../main/domain/evaluation/report.ts';
import type { Estimate } from '../../../main/domain/statistics/estimate.ts';
import { toFileName } from '../../shared/files/save-file.ts';
import type { CsvCell as Cell, CsvRows } from '../../../main/domain/csv.ts';

const estimateCells = (estimate: Estimate | null): readonly Cell[] =>
  estimate === null ? [null, null, null, null] : [estimate.value, ...estimate.interval95, estimate.n];

/** Measures that don't depend on a threshold, then those at each of the report's. */
function rowsOf(finding: FindingReport): readonly (readonly Cell[])[] {
  const line = (measure: string, threshold: number | null, estimate: Estimate | null): readonly Cell[] => [
    finding.label,
    measure,
    threshold,
    ...estimateCells(estimate),
  ];
  return [
    line('AUC', null, finding.auc),
    line('average precision', null, finding.averagePrecision),
    line('Brier score', null, finding.calibration.brier),
    line('expected calibration error', null, finding.calibration.expectedCalibrationError),
    line('negative log-likelihood', null, finding.calibration.negativeLogLikelihood),
    ...finding.atThresholds.flatMap((at) => [
      line('sensitivity', at.threshold, at.sensitivity),
      line('specificity', at.threshold, at.specificity),
      line('positive predictive value', at.threshold, at.positivePredictiveValue),
      line('negative predictive value', at.threshold, at.negativePredictiveValue),
      line('accuracy', at.threshold, at.accuracy),
      line('balanced accuracy', at.threshold, at.balancedAccuracy),
      line('F1', at.threshold, at.f1),
      line('Matthews correlation', at.threshold, at.matthews),
    ]),
  ];
}

/** All figures of a report, one a line, with interval and n. */
export function figureTable({ measures }: EvaluationReport): CsvRows {
  const head = ['finding', 'measure', 'threshold', 'value', 'low 95 %', 'high 95 %', 'n'];
  return [head, ...measures.findings.flatMap(rowsOf)];
}

/** The threshold in use of every finding: the first of the model's card, which this site may have chosen; else 0.5. */
export const thresholdInUse = ({ atThresholds }: FindingReport): number =>
  atThresholds.find(({ kind }) => kind === 'card')?.threshold ?? 0.5;

/** Begins the names of the run's files. */
export const fileStem = ({ model, dataset }: EvaluationReport): string =>
  toFileName(`${model.id}-on-${dataset.name}-${dataset.split}`);
