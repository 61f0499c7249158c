import type { EvaluationRun, RunFigure } from '../../contract/evaluation.ts';
import type { ComparisonReport, EvaluatedModel, EvaluationReport } from '../../contract/evaluation-report.ts';
import type { ComparedLabel } from '../../domain/comparison/comparison-report.ts';

/** What the list shows of a report. */
export function lineOf(report: EvaluationReport | ComparisonReport): Omit<EvaluationRun, 'id'> {
  return {
    kind: report.kind,
    at: report.at,
    models: modelsOf(report).map(({ id, title, scoringFingerprint }) => ({ id, title, scoringFingerprint })),
    dataset: report.dataset,
    measured: report.cases.measured,
    listed: report.cases.listed,
    figures:
      report.kind === 'evaluation'
        ? report.measures.findings.map(({ label, auc }) => ({ label, auc }))
        : report.findings.map(bestOf),
    warnings: report.warnings.filter(({ severity }) => severity !== 'note').length,
  };
}

function modelsOf(report: EvaluationReport | ComparisonReport): readonly EvaluatedModel[] {
  if (report.kind === 'evaluation') return [report.model];
  return report.rows.flatMap((row) => (row.kind === 'model' ? [row.model] : []));
}

function bestOf({ label, rows }: ComparedLabel): RunFigure {
  const areas = rows.flatMap(({ auc }) => auc ?? []);
  return { label, auc: areas.length === 0 ? null : areas.reduce((a, b) => (b.value > a.value ? b : a)) };
}
