import type { Job, JobKind } from '../../../main/domain/job.ts';
import { messageSentence } from '../faults/fault-text.ts';
import { formatDuration } from '../format/format.ts';
import { t } from '../messages/messages.ts';

/** The list with one job's newest state; a new job comes first. */
export function withJob(jobs: readonly Job[], job: Job): readonly Job[] {
  return jobs.some(({ id }) => id === job.id)
    ? jobs.map((known) => (known.id === job.id ? job : known))
    : [job, ...jobs];
}

/** 0 to 1, or null while the files are still being counted. */
export function progressOf(job: Job): number | null {
  if (job.state === 'done') return 1;
  if (job.total === null) return null;
  return job.total === 0 ? 1 : job.done / job.total;
}

/** The unit in which each kind of job counts. */
const units = {
  screen: 'file',
  audit: 'image',
  combine: 'image',
  evaluate: 'image',
  saliencyCheck: 'step',
  train: 'step',
} as const;
const rates = { file: 'jobs:filesPerSecond', image: 'jobs:imagesPerSecond', step: 'jobs:stepsPerSecond' } as const;

const counted = (count: number, kind: JobKind): string => t(`jobs:${units[kind]}`, { count });

/** "110 files: 104 scored, 5 refused, 1 failed" of a screening; of other work how much was done. */
export function summaryOf({ kind, done, scored, refused, failed, ignored }: Job): string {
  if (kind !== 'screen') return counted(done, kind);
  const outcomes = [
    t('jobs:scored', { count: scored }),
    ...(refused > 0 ? [t('jobs:refused', { count: refused })] : []),
    ...(failed > 0 ? [t('jobs:notRead', { count: failed })] : []),
    ...(ignored > 0 ? [t('jobs:notImages', { count: ignored })] : []),
  ];
  return t('jobs:screened', { files: counted(done, kind), outcomes: outcomes.join(', ') });
}

export const titleOfJob = ({ title }: Pick<Job, 'title'>): string => messageSentence(title);

/** One line on how a job is: what it does, how far it is, at what rate, and how long it still takes. */
export function stateLineOf(job: Job): string {
  const { kind, state, total, done, rate, secondsLeft, doing } = job;
  if (job.error !== null) return messageSentence(job.error);
  if (state === 'cancelled') return t('jobs:cancelledAfter', { what: summaryOf(job) });
  if (state === 'done') return kind === 'screen' ? summaryOf(job) : t('jobs:done', { what: summaryOf(job) });
  const counts = total === null ? null : t('jobs:someOf', { done, total: counted(total, kind) });
  if (state === 'paused') return [t('jobs:isPaused'), counts].filter((part) => part !== null).join(' · ');
  const phase = doing === null ? null : withCapital(messageSentence(doing));
  if (counts === null) return phase ?? starting(kind);
  return [
    phase,
    counts,
    rate === null ? null : t(rates[units[kind]], { rate: rate.toFixed(rate < 10 ? 1 : 0) }),
    secondsLeft === null ? null : t('jobs:timeLeft', { duration: formatDuration(secondsLeft) }),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

const starting = (kind: JobKind): string => t(kind === 'screen' ? 'jobs:lookingForFiles' : 'jobs:starting');

const withCapital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** A person has something to look at: a failure, or that nothing of what they gave was an image. */
export const hasProblems = ({ state, failed, ignored, done }: Job): boolean =>
  state === 'failed' || failed > 0 || (ignored > 0 && ignored === done);

/** Jobs to be told of: those that failed until they are read, of the others only the last one done. */
export function withEnded(told: readonly Job[], ended: readonly Job[]): readonly Job[] {
  const failed = (jobs: readonly Job[]): readonly Job[] => jobs.filter(hasProblems);
  const done = [...told, ...ended].findLast((job) => job.state === 'done' && !hasProblems(job));
  return [...failed(told), ...failed(ended), ...(done === undefined ? [] : [done])];
}

export function newestFirst(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}
