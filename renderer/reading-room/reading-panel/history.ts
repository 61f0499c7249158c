import { z } from 'zod';
import type { AuditEntry } from '../../../main/domain/audit-entry.ts';
import { codedMessage } from '../../../main/domain/messages/coded-message.ts';
import type { Review, SeenStep } from '../../../main/domain/studies/study.ts';
import { messageSentence } from '../../shared/faults/fault-text.ts';
import { formatLabel, formatTime } from '../../shared/format/format.ts';
import { formatProbability } from '../../../main/domain/probability-text.ts';
import { t } from '../../shared/messages/messages.ts';

export interface HistoryItem {
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly text: string;
  /** Set when a person answered a finding. */
  readonly review: Review | null;
  /** Everything that was looked at before answering, in order. */
  readonly seen: string;
}

/** Entries of the audit log that repeat what the review itself tells in full. */
const isReview = ({ action }: AuditEntry): boolean => action === 'review.recorded';

const seenWords = {
  image: 'reading:seen.image',
  prediction: 'reading:seen.prediction',
  heatmap: 'reading:seen.heatmap',
  'similar cases': 'reading:seen.similar',
} as const;

/** `heatmap (LayerCAM)` */
function wordsOf({ what, method }: SeenStep): string {
  const word = t(seenWords[what]);
  return method === undefined
    ? word
    : t('reading:seenWithMethod', { what: word, method: t(`heatmapMethods:${method}.title`) });
}

function itemOfReview(review: Review): HistoryItem {
  const { label, probability, model, seen, withdrawnAt } = review;
  const steps = seen.map(wordsOf).join(' → ');
  const finding = { label: formatLabel(label), probability: formatProbability(probability), model };
  return {
    key: `review-${review.id}`,
    at: review.createdAt,
    by: review.reader,
    text:
      withdrawnAt === null
        ? t('reading:withFinding', finding)
        : t('reading:withFindingWithdrawn', { ...finding, at: formatTime(withdrawnAt) }),
    review,
    seen: steps === '' ? '' : t('reading:seenBefore', { steps }),
  };
}

const imported = z.object({ format: z.string() });
const made = z.object({
  model: z.string(),
  modelVersion: z.string(),
  provider: z.string(),
  findings: z.array(z.object({ label: z.string(), probability: z.number() })),
});
const noted = z.object({ note: z.string() });
/** Entries of earlier versions have the sentence. */
const refused = z
  .object({ model: z.string() })
  .and(z.object({ fault: codedMessage }).or(z.object({ reason: z.string() })));

/** Log entries are kept for good, also those of versions to come: what can't be read is named by its action. */
const sentences: Readonly<Record<string, (details: unknown) => string | undefined>> = {
  'image.imported'(details) {
    const known = imported.safeParse(details);
    return known.success ? t('reading:imported', { format: known.data.format.toUpperCase() }) : undefined;
  },
  'prediction.made'(details) {
    const known = made.safeParse(details);
    if (!known.success) return undefined;
    const { model, modelVersion, provider, findings } = known.data;
    const answers = findings.map(({ label, probability }) => `${formatLabel(label)} ${formatProbability(probability)}`);
    return t('reading:predicted', { model, version: modelVersion, provider, findings: answers.join(', ') });
  },
  'image.header-kept': () => t('reading:headerKept'),
  'patient.merged': () => t('reading:patientMerged'),
  'patient.split': () => t('reading:patientSplit'),
  'patient.change-undone': () => t('reading:patientChangeUndone'),
  'image.foundAgain': () => t('reading:foundAgain'),
  'image.moved': () => t('reading:imageMoved'),
  'review.withdrawn': () => t('reading:withdrew'),
  'note.written'(details) {
    const known = noted.safeParse(details);
    return known.success ? t('reading:wroteNote', known.data) : undefined;
  },
  'prediction.refused'(details) {
    const known = refused.safeParse(details);
    if (!known.success) return undefined;
    const { model, ...why } = known.data;
    return t('reading:refused', { model, reason: 'fault' in why ? messageSentence(why.fault) : why.reason });
  },
};

function itemOfEntry({ id, at, actor, action, details }: AuditEntry): HistoryItem {
  const words = action.replaceAll(/[._-]/g, ' ');
  const text = sentences[action]?.(details) ?? words.charAt(0).toUpperCase() + words.slice(1);
  return { key: `entry-${id}`, at, by: actor, text, review: null, seen: '' };
}

/** Answers and the log's other entries (oldest first) as one list, newest first, also within a millisecond. */
export function timelineOf(reviews: readonly Review[], audit: readonly AuditEntry[]): readonly HistoryItem[] {
  const entries = audit.filter((entry) => !isReview(entry)).toReversed();
  return [...reviews.map(itemOfReview), ...entries.map(itemOfEntry)].toSorted((a, b) => b.at.localeCompare(a.at));
}
