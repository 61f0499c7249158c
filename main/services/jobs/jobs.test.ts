import { describe, expect, test } from 'vitest';
import { faultError, faultOf } from '../../domain/faults/fault.ts';
import type { WorkTitle } from '../../domain/messages/work-title.ts';
import type { FileOutcome, Job } from '../../domain/job.ts';
import { createJobs, type Jobs } from './jobs.ts';

function setUp(): { jobs: Jobs; seen: Job[]; bugs: unknown[]; pass: (seconds: number) => void } {
  let now = Date.UTC(2026, 10, 20);
  const seen: Job[] = [];
  const bugs: unknown[] = [];
  const jobs = createJobs({
    clock: () => new Date(now),
    onChange: (job) => seen.push(job),
    onBug: (error) => bugs.push(error),
  });
  return { jobs, seen, bugs, pass: (seconds) => (now += seconds * 1000) };
}

const scored: FileOutcome = { path: '/a', status: 'scored' };
const refused: FileOutcome = {
  path: '/b',
  status: 'refused',
  fault: faultOf('unsuitable.lateral', { accepted: ['frontal'] }),
};
const titled = (name: string): WorkTitle => ({ code: 'work.screen-path', details: { name } });
const chests = titled('chests');
const aTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('a job', () => {
  test('counts what became of the files, and says at what rate and how long it still takes', async () => {
    const { jobs, seen, pass } = setUp();
    jobs.start('screen', chests, async (progress) => {
      progress.count(10);
      for (const outcome of [scored, refused, scored, scored]) {
        pass(0.5);
        progress.add(outcome);
      }
    });
    expect(seen[0]).toMatchObject({ title: chests, state: 'running', total: null, done: 0 });
    await aTurn();
    expect(seen.at(-2)).toMatchObject({
      total: 10,
      done: 4,
      scored: 3,
      refused: 1,
      failed: 0,
      rate: 2,
      secondsLeft: 3,
    });
    expect(jobs.list()).toMatchObject([{ state: 'done', secondsLeft: null }]);
  });

  test('forgets how fast it was long ago', async () => {
    const { jobs, seen, pass } = setUp();
    jobs.start('screen', chests, async (progress) => {
      progress.count(200);
      for (let file = 0; file < 100; file++) progress.add(scored);
      pass(60);
      progress.add(scored);
    });
    await aTurn();
    expect(seen.at(-2)?.rate).toBe(0.1);
  });

  test('of other work says how far it is, and where what it made is shown', async () => {
    const { jobs, seen, pass } = setUp();
    jobs.start('train', chests, async (progress) => {
      progress.count(100);
      pass(10);
      progress.advance(20);
      progress.link('/train/1');
    });
    await aTurn();
    expect(seen.at(-2)).toMatchObject({ total: 100, done: 20, rate: 2, secondsLeft: 40, link: '/train/1' });
  });

  test('can be waited for', async () => {
    const { jobs } = setUp();
    const { id } = jobs.start('screen', chests, async (progress) => {
      await aTurn();
      progress.add(scored);
    });
    const ended = jobs.ended(id);
    expect(await ended).toMatchObject({ state: 'done', scored: 1 });
    jobs.clear();
    expect(await jobs.ended(id)).toBeUndefined();
  });

  test('ends as cancelled when it was cancelled', async () => {
    const { jobs } = setUp();
    const { id } = jobs.start('screen', chests, async (_progress, signal) => {
      while (!signal.aborted) await aTurn();
    });
    expect(jobs.cancel(id)?.id).toBe(id);
    await jobs.close();
    expect(jobs.list()).toMatchObject([{ state: 'cancelled' }]);
    expect(jobs.clear()).toEqual([]);
    expect(jobs.cancel(id)).toBeUndefined();
  });

  test('that meets what could be expected fails with its fault, without the cause', async () => {
    const { jobs, bugs } = setUp();
    jobs.start('audit', chests, () => Promise.reject(faultError('dataset.not-found', {}, new Error('Doe^Jane'))));
    await aTurn();
    expect(jobs.list()[0]).toMatchObject({ state: 'failed', error: { code: 'dataset.not-found' } });
    expect(JSON.stringify(jobs.list())).not.toContain('Jane');
    expect(bugs).toEqual([]);
  });

  test('that meets a bug fails with a code which tells nothing of the bug', async () => {
    const { jobs, bugs } = setUp();
    jobs.start('screen', chests, () => Promise.reject(new Error('undefined is not Doe^Jane')));
    await aTurn();
    expect(jobs.list()).toMatchObject([{ state: 'failed', error: { code: 'job.unexpected', details: {} } }]);
    expect(JSON.stringify(jobs.list())).not.toContain('Jane');
    expect(bugs).toHaveLength(1);
  });

  test('keeps the first file that failed, so that its news stay short however many fail', async () => {
    const { jobs, seen } = setUp();
    const failed = (path: string): FileOutcome => ({ path, status: 'failed', fault: faultOf('image.empty-file', {}) });
    jobs.start('screen', chests, async (progress) => {
      progress.add(refused);
      for (let file = 0; file < 600; file++) progress.add(failed(`/${file}`));
    });
    await aTurn();
    expect(jobs.list()[0]).toMatchObject({ refused: 1, failed: 600, firstFailed: failed('/0') });
    expect(Math.max(...seen.map((job) => JSON.stringify(job).length))).toBeLessThan(1000);
  });
});

test('lists the newest job first, and clears only those that have ended', async () => {
  const { jobs } = setUp();
  jobs.start('screen', titled('first'), () => Promise.resolve());
  await aTurn();
  jobs.start(
    'screen',
    titled('second'),
    (_progress, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
  );
  expect(jobs.list().map((job) => job.title)).toEqual([titled('second'), titled('first')]);
  expect(jobs.clear().map((job) => job.title)).toEqual([titled('second')]);
  await jobs.close();
});

describe('a pause', () => {
  test('lets the work finish the piece under way, and go on from there', async () => {
    const { jobs } = setUp();
    const done: number[] = [];
    const { id } = jobs.start('screen', chests, async (progress) => {
      const pauses = progress.pausable();
      for (const piece of [1, 2, 3]) {
        await aTurn();
        done.push(piece);
        await pauses.rest();
      }
    });
    await Promise.resolve();
    expect(jobs.list()).toMatchObject([{ canPause: true }]);
    jobs.pause(id);
    await expect.poll(() => jobs.list()[0]?.state).toBe('paused');
    expect(done).toEqual([1]);
    expect(jobs.clear()).toHaveLength(1);
    jobs.resume(id);
    expect(await jobs.ended(id)).toMatchObject({ state: 'done', canPause: false });
    expect(done).toEqual([1, 2, 3]);
  });

  test('ends with the job when that is cancelled', async () => {
    const { jobs, bugs } = setUp();
    const { id } = jobs.start('train', chests, async (progress) => {
      const pauses = progress.pausable();
      jobs.pause(id);
      await pauses.rest();
    });
    await expect.poll(() => jobs.list()[0]?.state).toBe('paused');
    jobs.cancel(id);
    expect(await jobs.ended(id)).toMatchObject({ state: 'cancelled' });
    expect(bugs).toEqual([]);
  });

  test('is not offered by work that can’t rest', async () => {
    const { jobs } = setUp();
    const { id } = jobs.start('audit', chests, aTurn);
    expect(jobs.pause(id)).toMatchObject({ state: 'running', canPause: false });
    expect(await jobs.ended(id)).toMatchObject({ state: 'done' });
  });
});
