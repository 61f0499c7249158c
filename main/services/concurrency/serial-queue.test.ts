import { expect, test } from 'vitest';
import { createTurns } from './serial-queue.ts';

const aTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

test.each([1, 3])('%i at a time, in the order of the calls, and a failure holds nobody up', async (atOnce) => {
  const inTurn = createTurns(atOnce);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const work = async (number: number): Promise<number> => {
    begun.push(number);
    most = Math.max(most, ++running);
    await aTurn();
    running--;
    if (number === 2) throw new Error('two');
    return number;
  };
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((number) => inTurn(() => work(number))));
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : null))).toEqual([0, 1, null, 3, 4, 5]);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(atOnce);
  expect(await inTurn(() => work(6))).toBe(6);
});
