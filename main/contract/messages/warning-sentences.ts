import type { EvaluationWarning } from '../evaluation-report.ts';
import { auditSentenceOf } from './audit-sentences.ts';
import { t } from './messages.ts';

const quoted = (labels: readonly string[]): string => labels.map((label) => `“${label}”`).join(', ');

/** A warning as a sentence; reports of Overread 0.1 hold their own. */
export function warningSentence(warning: EvaluationWarning): string {
  if (warning.sentence !== undefined) return warning.sentence;
  switch (warning.code) {
    case 'EXAMPLE_ONLY':
      return t('evaluationWarnings:exampleOnly', warning.details);
    case 'TRAINED_ON':
      return t(`evaluationWarnings:${warning.details.isSame ? 'trainedOnSame' : 'trainedOnOther'}`, warning.details);
    case 'CHOSEN_ON':
      return t(`evaluationWarnings:${warning.details.isSame ? 'chosenOnSame' : 'chosenOnOther'}`, warning.details);
    case 'NOT_AUDITED':
      return t('evaluationWarnings:notAudited');
    case 'AUDIT_ERRORS':
      return t('evaluationWarnings:auditErrors', { finding: auditSentenceOf(warning.details.finding) });
    case 'COUNTED_AS_REST':
      return t('evaluationWarnings:countedAsRest', { labels: quoted(warning.details.labels) });
    case 'LEFT_OUT':
      return t('evaluationWarnings:leftOut', { labels: quoted(warning.details.labels) });
    case 'NOT_SCORED':
      return t('evaluationWarnings:notScored', warning.details);
    case 'PATIENTS_UNKNOWN':
      return t('evaluationWarnings:patientsUnknown', warning.details);
    case 'LABEL_WITHOUT_CASES':
      return t(`evaluationWarnings:${warning.details.all ? 'labelOfAll' : 'labelOfNone'}`, warning.details);
    case 'FEW_CASES':
      return t(`evaluationWarnings:${warning.details.have ? 'fewWith' : 'fewWithout'}`, warning.details);
  }
}
