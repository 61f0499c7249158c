import type { RegisteredVersion, Role } from '../../../../main/contract/registry.ts';
import { codedMessage } from '../../../../main/domain/messages/coded-message.ts';
import type { ModelCard } from '../../../../main/domain/models/model-card.ts';
import { isSameVersion, type Decision } from '../../../../main/domain/models/promotion.ts';
import { messageSentence } from '../../../shared/faults/fault-text.ts';
import { t } from '../../../shared/messages/messages.ts';

export const versionOf = ({ versions }: Role, key: Role['current']): RegisteredVersion | undefined =>
  key === null ? undefined : versions.find((version) => isSameVersion(version, key));

export const nameOf = ({ title, version }: Pick<RegisteredVersion, 'title' | 'version'>): string =>
  `${title} ${version}`;

/** The thresholds of a version in one line; the card's own where this site has chosen none. */
export function thresholdWords({ sitePoints, model }: RegisteredVersion, cards: readonly ModelCard[] = []): string {
  const points = sitePoints.map(({ label, threshold }) =>
    t('models:sitePoint', { label, threshold: threshold.toFixed(3) }),
  );
  if (points.length > 0) return points.join(', ');
  const ofCard = (cards.find(({ id }) => id === model)?.operatingPoints ?? []).map(({ label, threshold }) =>
    t('models:cardPoint', { label, threshold: threshold.toFixed(3) }),
  );
  return ofCard.length === 0 ? t('models:cardThreshold') : ofCard.join(', ');
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** An entry of the log in one line. */
export function lineOfDecision({ kind, details }: Decision): string {
  const model = [textOf(details['model']), textOf(details['version'])].join(' ').trim();
  const reason = [textOf(details['override']), textOf(details['reason'])].filter((text) => text !== '').join('; ');
  const decision = t(`gate:decision.${kind}`);
  const named = model === '' ? decision : t('models:decisionOn', { decision, model });
  const line =
    kind !== 'gateRun'
      ? named
      : t(details['hasPassed'] === true ? 'models:decisionPassed' : 'models:decisionNotPassed', { line: named });
  if (reason !== '') return t('models:decisionReason', { line, reason });
  const note = codedMessage.safeParse(details['reason']);
  return note.success ? t('models:decisionNote', { line, note: messageSentence(note.data) }) : line;
}
