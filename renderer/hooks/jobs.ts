import type { Job } from '../../main/domain/job.ts';

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

/** "Screened 110 files: 104 scored, 5 refused, 1 failed." */
export function summaryOf(job: Job): string {
  const parts = [
    `${job.scored} scored`,
    ...(job.refused > 0 ? [`${job.refused} refused`] : []),
    ...(job.failed > 0 ? [`${job.failed} failed`] : []),
  ];
  return `${job.done} ${job.done === 1 ? 'file' : 'files'}: ${parts.join(', ')}`;
}

/** Of jobs that have just ended: the failed ones are told until they are read, of the others only the last. */
export function withEnded(told: readonly Job[], ended: readonly Job[]): readonly Job[] {
  const failed = (jobs: readonly Job[]): readonly Job[] => jobs.filter(({ state }) => state === 'failed');
  const done = [...told, ...ended].findLast(({ state }) => state === 'done');
  return [...failed(told), ...failed(ended), ...(done === undefined ? [] : [done])];
}

export function newestFirst(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
}
