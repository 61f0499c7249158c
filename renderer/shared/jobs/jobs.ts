import type { Job, JobKind } from '../../../main/domain/job.ts';
import { formatCount, formatDuration } from '../format/format.ts';

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

/** What each kind of job counts: one of them, several. */
const units: Readonly<Record<JobKind, readonly [string, string]>> = {
  screen: ['file', 'files'],
  audit: ['image', 'images'],
  evaluate: ['image', 'images'],
  saliencyCheck: ['step', 'steps'],
  train: ['step', 'steps'],
};

const unitOf = (kind: JobKind, count: number): string => units[kind][count === 1 ? 0 : 1];

const counted = (count: number, kind: JobKind): string => `${formatCount(count)} ${unitOf(kind, count)}`;

/** "110 files: 104 scored, 5 refused, 1 failed" of a screening; of other work how much was done. */
export function summaryOf({ kind, done, scored, refused, failed }: Job): string {
  if (kind !== 'screen') return counted(done, kind);
  const parts = [
    `${scored} scored`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return `${counted(done, kind)}: ${parts.join(', ')}`;
}

/** One line on how a job is: what it does, how far it is, at what rate, and how long it still takes. */
export function stateLineOf(job: Job): string {
  const { kind, state, total, done, rate, secondsLeft, doing } = job;
  if (state === 'failed') return job.error ?? 'It failed.';
  if (state === 'cancelled') return `Cancelled after ${summaryOf(job)}`;
  if (state === 'done') return kind === 'screen' ? summaryOf(job) : `Done, ${summaryOf(job)}`;
  const counts = total === null ? null : `${formatCount(done)} of ${counted(total, kind)}`;
  if (state === 'paused') return ['Paused', counts].filter((part) => part !== null).join(' · ');
  if (counts === null) return doing === null ? starting(kind) : withCapital(doing);
  return [
    doing === null ? null : withCapital(doing),
    counts,
    rate === null ? null : `${rate.toFixed(rate < 10 ? 1 : 0)} ${units[kind][1]}/s`,
    secondsLeft === null ? null : `${formatDuration(secondsLeft)} left`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

const starting = (kind: JobKind): string => (kind === 'screen' ? 'Looking for files' : 'Getting ready');

const withCapital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Of jobs that have just ended: the failed ones are told until they are read, of the others only the last. */
export function withEnded(told: readonly Job[], ended: readonly Job[]): readonly Job[] {
  const failed = (jobs: readonly Job[]): readonly Job[] => jobs.filter(({ state }) => state === 'failed');
  const done = [...told, ...ended].findLast(({ state }) => state === 'done');
  return [...failed(told), ...failed(ended), ...(done === undefined ? [] : [done])];
}

export function newestFirst(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}
