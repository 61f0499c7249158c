import { expect, test, vi } from 'vitest';
import type { AppContext } from './app-context.ts';
import { prepareSamples, type Patience } from './prepare-samples.ts';

const error = vi.fn();

async function prepare(addSamples: () => Promise<void>, patience: Partial<Patience> = {}): Promise<string[]> {
  const said: string[] = [];
  const context = { addSamples, workstation: { log: { error } } } as unknown as AppContext;
  await prepareSamples(context, { say: (sentence) => said.push(sentence), quietMs: 10, longestMs: 60, ...patience });
  return said;
}

const never = (): Promise<void> => new Promise(() => undefined);

test('waits for the samples, and says so only when they take a moment', async () => {
  expect(await prepare(() => Promise.resolve())).toEqual([]);
  let isDone = false;
  const slowly = (): Promise<void> => new Promise((resolve) => setTimeout(() => resolve(void (isDone = true)), 30));
  expect(await prepare(slowly)).toEqual(['Preparing the sample studies …']);
  expect(isDone).toBe(true);
});

test('goes on when the samples take too long, and when it is interrupted', async () => {
  expect(await prepare(never)).toHaveLength(1);
  const soon = { signal: AbortSignal.timeout(20), quietMs: 10_000, longestMs: 20_000 };
  expect(await prepare(never, soon)).toEqual([]);
});

test('goes on without the samples where they can’t be added, and logs why', async () => {
  await prepare(() => Promise.reject(new TypeError('a bug')));
  expect(error).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ error: 'TypeError' }), expect.any(String));
});
