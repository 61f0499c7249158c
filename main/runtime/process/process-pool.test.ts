import { afterEach, expect, test } from 'vitest';
import type { TestProcessApi } from '../../../tests/support/process-program.ts';
import { openProcessPool, OverBudgetError, type PoolLimits, type ProcessPool } from './process-pool.ts';

const program = new URL('../../../tests/support/process-program.ts', import.meta.url);
const generous: PoolLimits = { seconds: 100, megabytes: 2000 };
let pool: ProcessPool<TestProcessApi>;
afterEach(() => pool[Symbol.asyncDispose]());

function open(limits: Partial<PoolLimits> = {}): void {
  pool = openProcessPool<TestProcessApi>({
    program,
    name: 'test',
    size: 2,
    limits: () => ({ ...generous, ...limits }),
  });
}
const limitOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'answered',
    (error: unknown) => (error instanceof OverBudgetError ? error.limit : error),
  );

test('calls are answered, also with numbers in bulk, and reject as their work does', async () => {
  open();
  const sums = [1, 2, 3, 4, 5].map((value) => pool.call((api) => api.add(value, 1)));
  expect(await Promise.all(sums)).toEqual([2, 3, 4, 5, 6]);
  expect(await pool.call((api) => api.sum(Float32Array.of(1, 2, 3)))).toEqual(Float32Array.of(6));
  await expect(pool.call((api) => api.fail('no such thing'))).rejects.toThrow('no such thing');
});

test('what takes too long is ended, and nothing beside it', async () => {
  open({ seconds: 3 });
  const late = limitOf(pool.call((api) => api.spin()));
  const beside = Array.from({ length: 5 }, (_, i) => pool.call((api) => api.add(i, 1)));
  expect(await Promise.all(beside)).toEqual([1, 2, 3, 4, 5]);
  expect(await late).toBe('time');
});

test('what takes too much memory even by itself is ended; what was ended only beside it is done again', async () => {
  open({ megabytes: 600 });
  const greedy = limitOf(pool.call((api) => api.take(5000)));
  const modest = limitOf(pool.call((api) => api.take(200)));
  expect(await Promise.all([greedy, modest])).toEqual(['memory', 'answered']);
});

test('what is asked for at once after an answer is not lost with the process that has grown too large to keep', async () => {
  open({ megabytes: 1000 });
  for (let round = 0; round < 3; round++) {
    expect(await limitOf(pool.call((api) => api.take(400)))).toBe('answered');
  }
});

test('work whose process ends is done once more, and the pool goes on', async () => {
  open();
  expect(await limitOf(pool.call((api) => api.crash()))).toBe('ended');
  expect(await pool.call((api) => api.add(1, 1))).toBe(2);
  const cut = limitOf(pool.call((api) => api.spin()));
  await pool[Symbol.asyncDispose]();
  expect(await cut).toBe('ended');
  expect(await limitOf(pool.call((api) => api.add(1, 1)))).toBe('ended');
});
