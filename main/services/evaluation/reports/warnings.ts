/** Warnings: reasons why the numbers of an evaluation may not mean what they seem to mean. */
import type { EvaluatedEntries, EvaluationWarning } from '../../../contract/evaluation-report.ts';
import type { LabelMap, SplitChoice } from '../../../contract/evaluation-request.ts';
import type { AuditSummary } from '../../../domain/datasets/dataset.ts';
import type { InstalledModel } from '../../models/installed-models.ts';

interface Situation {
  readonly models: readonly InstalledModel[];
  readonly dataset: { readonly name: string; readonly fingerprint: string };
  readonly split: SplitChoice;
  readonly audit: AuditSummary | null;
  readonly labelMap: LabelMap;
  /** Null before anything was scored. */
  readonly cases: EvaluatedEntries | null;
  /** By finding: how many images have it. */
  readonly positives: Readonly<Record<string, number>>;
}

/** Errors first. */
export function warningsOf(situation: Situation): readonly EvaluationWarning[] {
  const all = [
    ...situation.models.flatMap(exampleOnly),
    ...situation.models.flatMap((model) => trainedOn(model, situation)),
    ...auditWarnings(situation),
    ...labelWarnings(situation),
    ...(situation.cases === null ? [] : entryWarnings(situation.cases, situation.positives)),
  ];
  const rank = { error: 0, warning: 1, note: 2 };
  return all.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

function exampleOnly({ card }: InstalledModel): EvaluationWarning[] {
  if (card.exampleOnly === undefined) return [];
  return [{ code: 'EXAMPLE_ONLY', severity: 'error', details: { model: card.title, reason: card.exampleOnly } }];
}

/** Whether the model has seen these images, as far as its card tells. */
function trainedOn({ card }: InstalledModel, { dataset, split }: Situation): EvaluationWarning[] {
  const used = card.training?.datasets ?? [];
  const isSame = used.some(({ fingerprint }) => fingerprint === dataset.fingerprint);
  const isOfThatName = used.some(({ name }) => name === dataset.name);
  if ((!isSame && !isOfThatName) || split === 'test') return [];
  const details = { model: card.title, dataset: dataset.name, isSame };
  if (split === 'val') return [{ code: 'CHOSEN_ON', severity: 'warning', details }];
  return [{ code: 'TRAINED_ON', severity: isSame ? 'error' : 'warning', details }];
}

function auditWarnings({ audit, dataset }: Situation): EvaluationWarning[] {
  if (audit === null || audit.fingerprint !== dataset.fingerprint)
    return [{ code: 'NOT_AUDITED', severity: 'note', details: {} }];
  const errors = audit.sentences.filter(({ severity }) => severity === 'error');
  return errors.map((finding) => ({ code: 'AUDIT_ERRORS', severity: 'error', details: { finding } }));
}

function labelWarnings({ labelMap }: Situation): EvaluationWarning[] {
  const labelsOf = (wanted: string): string[] =>
    Object.entries(labelMap).flatMap(([label, { kind }]) => (kind === wanted ? [label] : []));
  const [rest, leftOut] = [labelsOf('rest'), labelsOf('leftOut')];
  const warnings: EvaluationWarning[] = [];
  if (rest.length > 0) warnings.push({ code: 'COUNTED_AS_REST', severity: 'warning', details: { labels: rest } });
  if (leftOut.length > 0) warnings.push({ code: 'LEFT_OUT', severity: 'note', details: { labels: leftOut } });
  return warnings;
}

/** Below it an interval is wider than what most questions ask. */
const FEW = 30;

function entryWarnings(cases: EvaluatedEntries, positives: Situation['positives']): EvaluationWarning[] {
  const warnings: EvaluationWarning[] = [];
  const { notScored, listed, ofUnknownPatients, measured } = cases;
  if (notScored > 0)
    warnings.push({ code: 'NOT_SCORED', severity: 'warning', details: { count: notScored, all: listed } });
  if (ofUnknownPatients > 0)
    warnings.push({ code: 'PATIENTS_UNKNOWN', severity: 'warning', details: { count: ofUnknownPatients } });
  for (const [label, count] of Object.entries(positives)) {
    const fewer = Math.min(count, measured - count);
    if (fewer === 0)
      warnings.push({ code: 'LABEL_WITHOUT_CASES', severity: 'warning', details: { label, all: count > 0 } });
    else if (fewer < FEW)
      warnings.push({
        code: 'FEW_CASES',
        severity: 'warning',
        details: { label, count: fewer, have: count === fewer },
      });
  }
  return warnings;
}
