import { afterEach, expect, test } from 'vitest';
import { show } from '../../../tests/support/components/show.tsx';
import { jobId } from '../../../main/domain/ids.ts';
import type { Job } from '../../../main/domain/job.ts';
import { setConnection } from '../connection/connection.ts';
import { JobProgress } from './job-progress.tsx';

const job: Job = {
  id: jobId.parse('screen-1'),
  kind: 'screen',
  title: { code: 'work.screen-path', details: { name: 'ward' } },
  state: 'running',
  doing: null,
  canPause: true,
  total: 140,
  done: 59,
  scored: 59,
  refused: 0,
  ignored: 0,
  failed: 0,
  rate: 1.5,
  secondsLeft: 54,
  firstFailed: null,
  error: null,
  startedAt: '2026-11-30T12:00:00.000Z',
  link: null,
};
afterEach(() => setConnection('open'));

test('says how far a job is, and pauses it', async () => {
  const { getByRole, getByText, calls } = await show(<JobProgress job={job} />, {
    jobs: { pause: () => ({ ...job, state: 'paused' }) },
  });
  await expect.element(getByText('59 of 140 files · 1.5 files/s · 54 s left')).toBeVisible();
  await getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => calls).toEqual([{ operation: 'jobs.pause', input: { jobId: 'screen-1' } }]);
});

test('claims nothing of a running job while the workstation does not answer', async () => {
  const { getByRole, getByText } = await show(<JobProgress job={job} />);
  setConnection('lost');
  await expect.element(getByText('Not known: Overread does not answer')).toBeVisible();
  await expect.element(getByText(/54 s left/)).not.toBeInTheDocument();
  await expect.element(getByRole('button', { name: 'Pause' })).toBeDisabled();
});
