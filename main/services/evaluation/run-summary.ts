import type { EvaluationRun, RunFigure } from '../../contract/evaluation.ts';
import type { ComparisonReport, EvaluatedModel, EvaluationReport } from '../../contract/evaluation-report.ts';
import type { ComparedLabel } from '../../domain/comparison/comparison-report.ts';

/** Those that are more than a note: the report's own, and what the audit found, each once. */
function countWarnings({ warnings, dataset: { audit } }: EvaluationReport | ComparisonReport): number {
  const own = warnings.filter(({ code }) => audit === null || code !== 'AUDIT_ERRORS');
  return [...own, ...(audit?.sentences ?? [])].filter(({ severity }) => severity !== 'note').length;
}

/** A report as a line of the list. */
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
    warnings: countWarnings(report),
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
