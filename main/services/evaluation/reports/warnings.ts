/** What keeps the numbers of an evaluation from meaning what they seem to mean. */
import { auditSentenceOf } from '../../../contract/messages/audit-sentences.ts';
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
  /** By finding: the cases that have it. */
  readonly positives: Readonly<Record<string, number>>;
}

/** Errors first. */
export function warningsOf(situation: Situation): readonly EvaluationWarning[] {
  const all = [
    ...situation.models.flatMap(exampleOnly),
    ...situation.models.flatMap((model) => learntFrom(model, situation)),
    ...auditWarnings(situation),
    ...labelWarnings(situation),
    ...(situation.cases === null ? [] : entryWarnings(situation.cases, situation.positives)),
  ];
  const rank = { error: 0, warning: 1, note: 2 };
  return all.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

function exampleOnly({ card }: InstalledModel): EvaluationWarning[] {
  if (card.exampleOnly === undefined) return [];
  const sentence = `“${card.title}” is an example of what not to trust. ${card.exampleOnly}`;
  return [{ code: 'EXAMPLE_ONLY', severity: 'error', sentence }];
}

/** Whether the model has seen these cases, as far as its card tells. */
function learntFrom({ card }: InstalledModel, { dataset, split }: Situation): EvaluationWarning[] {
  const used = card.training?.datasets ?? [];
  const same = used.some(({ fingerprint }) => fingerprint === dataset.fingerprint);
  const alike = used.some(({ name }) => name === dataset.name);
  if (!same && !alike) return [];
  const which = same ? 'this very dataset' : `a dataset of the same name, “${dataset.name}”, in another state`;
  if (split === 'train' || split === 'all')
    return [
      {
        code: 'TRAINED_ON',
        severity: same ? 'error' : 'warning',
        sentence: `“${card.title}” was trained on ${which}: on cases it has learnt from, the numbers say nothing about new patients. Choose the validation split, or another dataset.`,
      },
    ];
  if (split === 'test') return [];
  return [
    {
      code: 'CHOSEN_ON',
      severity: 'warning',
      sentence: `The epoch, the calibration and the threshold of “${card.title}” were chosen on the validation cases of ${which}: expect a little less on new patients.`,
    },
  ];
}

function auditWarnings({ audit, dataset }: Situation): EvaluationWarning[] {
  if (audit === null || audit.fingerprint !== dataset.fingerprint)
    return [
      {
        code: 'NOT_AUDITED',
        severity: 'note',
        sentence:
          'The dataset was not audited in this state: nothing is known of leaks between its splits, or of labels that file properties give away.',
      },
    ];
  const errors = audit.sentences.filter(({ severity }) => severity === 'error');
  return errors.map((error) => ({
    code: 'AUDIT_ERRORS',
    severity: 'error',
    sentence: `The dataset’s audit: ${auditSentenceOf(error)}`,
  }));
}

function labelWarnings({ labelMap }: Situation): EvaluationWarning[] {
  const labelsOf = (wanted: string): string[] =>
    Object.entries(labelMap).flatMap(([label, { kind }]) => (kind === wanted ? [`“${label}”`] : []));
  const rest = labelsOf('rest');
  const leftOut = labelsOf('leftOut');
  return [
    ...(rest.length === 0
      ? []
      : [
          {
            code: 'COUNTED_AS_REST' as const,
            severity: 'warning' as const,
            sentence: `Images labelled ${rest.join(', ')} count as without any finding, which the model was not taught: each finding is measured against them too.`,
          },
        ]),
    ...(leftOut.length === 0
      ? []
      : [
          {
            code: 'LEFT_OUT' as const,
            severity: 'note' as const,
            sentence: `Images labelled ${leftOut.join(', ')} were left out.`,
          },
        ]),
  ];
}

/** Below it an interval is wider than what most questions ask. */
const FEW = 30;

function entryWarnings(cases: EvaluatedEntries, positives: Situation['positives']): EvaluationWarning[] {
  const warnings: EvaluationWarning[] = [];
  const tell = (code: EvaluationWarning['code'], severity: EvaluationWarning['severity'], sentence: string): void =>
    void warnings.push({ code, severity, sentence });
  if (cases.notScored > 0)
    tell(
      'NOT_SCORED',
      'warning',
      `${cases.notScored} of ${cases.listed} images could not be scored and are not in the numbers; each is listed with its reason.`,
    );
  if (cases.ofUnknownPatients > 0)
    tell(
      'PATIENTS_UNKNOWN',
      'warning',
      `Of ${cases.ofUnknownPatients} images the patient is not known: each counts as a patient of its own, so that intervals may be too narrow.`,
    );
  for (const [label, count] of Object.entries(positives)) {
    const fewer = Math.min(count, cases.measured - count);
    if (fewer === 0)
      tell(
        'LABEL_WITHOUT_CASES',
        'warning',
        `${count === 0 ? 'No case has' : 'All cases have'} “${label}”: its area and one of its rates are not defined.`,
      );
    else if (fewer < FEW)
      tell(
        'FEW_CASES',
        'warning',
        `Only ${fewer} cases ${count === fewer ? 'have' : 'are without'} “${label}”: look at the intervals, not at the values.`,
      );
  }
  return warnings;
}
