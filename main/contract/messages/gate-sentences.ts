/** Checks of the gate in sentences; reports of Overread 0.1 hold their own. */
import type { DecisionKind, GateCheck, GateFact } from '../../domain/models/promotion.ts';
import { auditSentenceOf } from './audit-sentences.ts';
import { failureSentences } from './saliency-sentences.ts';
import { t } from './messages.ts';

const digits = (value: number): string => value.toFixed(3).replace('-', '−');
const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

export const decisionTitle = (kind: DecisionKind): string => t(`gate:decision.${kind}`);

/** The name of a check. */
export function gateCheckTitle({ name, label, title, facts = [] }: GateCheck): string {
  if (title !== undefined) return title;
  const about = facts.find((fact) => 'method' in fact);
  const method = about === undefined ? '' : t(`heatmapMethods:${about.method}.title`);
  return t(`gate:title.${name}`, { label: label ?? '', method });
}

/** The result of a check in a sentence or two. */
export function gateCheckSentence({ sentence, facts = [] }: GateCheck): string {
  return sentence ?? facts.map(factSentence).join(' ');
}

function factSentence(fact: GateFact): string {
  switch (fact.code) {
    case 'unchanged':
      return fact.split === null
        ? t('gate:fact.unchanged', fact)
        : t('gate:fact.unchangedPart', { ...fact, split: fact.split });
    case 'auditClean':
    case 'trainedOnSet':
    case 'imagesUnknown':
    case 'oneKind':
    case 'noPositive':
    case 'slopeSeparated':
    case 'slopeFlat':
      return t(`gate:fact.${fact.code}`);
    case 'auditWarnings':
      return t('gate:fact.auditWarnings', fact);
    case 'auditErrors':
      return t('gate:fact.auditErrors', { count: fact.count, first: auditSentenceOf(fact.first) });
    case 'imagesCommon':
      return t('gate:fact.imagesCommon', fact);
    case 'startUnknown':
      return t('gate:fact.startUnknown', { seen: fact.seen, start: fact.start.join(', ') });
    case 'imagesApart':
      return t('gate:fact.imagesApart', fact);
    case 'checkPassed':
    case 'notChecked':
      return t(`gate:fact.${fact.code}`, { method: t(`heatmapMethods:${fact.method}.title`) });
    case 'checkFailed':
      return t('gate:fact.checkFailed', {
        method: t(`heatmapMethods:${fact.method}.title`),
        sentence: failureSentences(fact.check).join(' '),
      });
    default:
      return measuredSentence(fact);
  }
}

type MeasuredFact = Extract<GateFact, { readonly numbers: unknown }>;

/** Facts whose details are all numbers of three digits. */
function measuredSentence({ code, numbers }: MeasuredFact): string {
  const written = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [name, name === 'target' ? percent(value) : digits(value)]),
  );
  return (t as (key: string, values: Record<string, string>) => string)(`gate:fact.${code}`, written);
}
