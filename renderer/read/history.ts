import type { AuditEntry } from '../../main/contract/contract.ts';
import type { Review } from '../../main/domain/casework.ts';
import { formatLabel, formatProbability } from '../format.ts';

export interface HistoryItem {
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly text: string;
  /** Set when a person answered a finding. */
  readonly review: Review | null;
  /** What had been seen before answering, in order. */
  readonly seen: string;
}

/** Entries of the audit log that repeat what the review itself tells in full. */
const isReview = ({ action }: AuditEntry): boolean => action.includes('review');

function ofReview(review: Review): HistoryItem {
  const { label, probability, model, seen } = review;
  const steps = seen.map(({ what }) => what).join(', ');
  return {
    key: `review-${review.id}`,
    at: review.createdAt,
    by: review.reader,
    text: `with ${formatLabel(label)} ${formatProbability(probability)} (${model})`,
    review,
    seen: steps === '' ? '' : `Seen before: ${steps}`,
  };
}

/** `study.imported` with `{ instances: 2 }` reads "Study imported: instances 2". */
function ofEntry(entry: AuditEntry): HistoryItem {
  const words = entry.action.replaceAll(/[._-]/g, ' ');
  const details = Object.entries(entry.details)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return {
    key: `entry-${entry.id}`,
    at: entry.at,
    by: entry.actor,
    text: details === '' ? text : `${text}: ${details}`,
    review: null,
    seen: '',
  };
}

/** Answers and the log's other entries as one list, newest first. */
export function timelineOf(reviews: readonly Review[], audit: readonly AuditEntry[]): readonly HistoryItem[] {
  return [...reviews.map(ofReview), ...audit.filter((entry) => !isReview(entry)).map(ofEntry)].toSorted((a, b) =>
    b.at.localeCompare(a.at),
  );
}
