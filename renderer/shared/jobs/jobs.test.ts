import { describe, expect, test } from 'vitest';
import { jobId } from '../../../main/domain/ids.ts';
import type { WorkPhase } from '../../../main/domain/messages/work-phase.ts';
import type { Job } from '../../../main/domain/job.ts';
import {
  hasProblems,
  newestFirst,
  progressOf,
  stateLineOf,
  summaryOf,
  titleOfJob,
  withEnded,
  withJob,
} from './jobs.ts';

const makeJob = (overrides: Partial<Job> & { name?: string } = {}): Job => ({
  id: jobId.parse(overrides.name ?? 'a'),
  kind: 'screen',
  title: { code: 'work.screen-path', details: { name: 'ward' } },
  state: 'running',
  doing: null,
  canPause: false,
  total: 10,
  done: 0,
  scored: 0,
  refused: 0,
  ignored: 0,
  failed: 0,
  rate: null,
  secondsLeft: null,
  firstFailed: null,
  error: null,
  startedAt: '2026-11-20T10:00:00.000Z',
  link: null,
  ...overrides,
});

describe('the job tray', () => {
  test('news of a known job takes its place; a new job comes first', () => {
    const jobs = withJob(withJob([], makeJob({ name: 'a' })), makeJob({ name: 'b' }));
    expect(jobs.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(withJob(jobs, makeJob({ name: 'a', done: 3 })).map(({ done }) => done)).toEqual([0, 3]);
  });

  test('progress is unknown until the files are counted, and whole when there were none', () => {
    expect(progressOf(makeJob({ total: null }))).toBeNull();
    expect(progressOf(makeJob({ total: 0 }))).toBe(1);
    expect(progressOf(makeJob({ total: 8, done: 2 }))).toBe(0.25);
  });

  test('what could not be scored is counted beside what was', () => {
    expect(summaryOf(makeJob({ done: 12, scored: 9, refused: 2, failed: 1 }))).toBe(
      '12 files: 9 scored, 2 refused, 1 failed',
    );
    expect(summaryOf(makeJob({ done: 4, scored: 3, ignored: 1 }))).toBe('4 files: 3 scored, 1 not an image');
    expect(summaryOf(makeJob({ done: 1, scored: 1 }))).toBe('1 file: 1 scored');
  });

  test('files beside images are no problem, a screening of nothing else is one', () => {
    expect(hasProblems(makeJob({ done: 4, scored: 3, ignored: 1 }))).toBe(false);
    expect(hasProblems(makeJob({ done: 1, ignored: 1 }))).toBe(true);
    expect(hasProblems(makeJob({ done: 0 }))).toBe(false);
  });

  test('each kind of work is told in its own words', () => {
    const line = (overrides: Partial<Job>): string => stateLineOf(makeJob(overrides));
    expect(line({ total: null })).toBe('Looking for files');
    expect(line({ kind: 'train', total: null, doing: { code: 'phase.waiting', details: {} } })).toBe(
      'Waiting for its turn',
    );
    const third: WorkPhase = { code: 'phase.epoch', details: { epoch: 3, epochs: 10 } };
    expect(line({ kind: 'train', total: 500, done: 120, doing: third, rate: 0.43, secondsLeft: 900 })).toBe(
      'Epoch 3 of 10 · 120 of 500 steps · 0.4 steps/s · 15 min left',
    );
    expect(line({ kind: 'audit', total: 892, done: 1 })).toBe('1 of 892 images');
    expect(line({ kind: 'train', state: 'paused', total: 500, done: 120 })).toBe('Paused · 120 of 500 steps');
    expect(line({ kind: 'evaluate', state: 'done', done: 892 })).toBe('Done, 892 images');
    expect(line({ kind: 'screen', state: 'cancelled', done: 1, scored: 1 })).toBe('Cancelled after 1 file: 1 scored');
  });

  test('a job tells its name and why it failed in the words of the page', () => {
    const error = { code: 'dataset.not-found', details: {} };
    expect(titleOfJob(makeJob({ title: { code: 'work.screen-paths', details: { count: 3 } } }))).toBe(
      '3 files and folders',
    );
    expect(stateLineOf(makeJob({ state: 'failed', error }))).toMatch(/dataset is not here/);
  });

  test('a job that failed is told until it is read, whatever is done later', () => {
    const failed = makeJob({ name: 'a', state: 'failed' });
    const [first, second] = [makeJob({ name: 'b', state: 'done' }), makeJob({ name: 'c', state: 'done' })];
    expect(withEnded(withEnded([], [failed, first]), [second])).toEqual([failed, second]);
    expect(withEnded([first], [failed])).toEqual([failed, first]);
  });

  test('the newest job is on top', () => {
    const older = makeJob({ name: 'old', startedAt: '2026-11-20T09:00:00.000Z' });
    expect(newestFirst([older, makeJob({ name: 'new' })]).map(({ id }) => id)).toEqual(['new', 'old']);
  });
});
