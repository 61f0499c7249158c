import { describe, expect, test } from 'vitest';
import { mapInOrder } from './map-in-order.ts';

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe('mapInOrder', () => {
  test('keeps the order of the items, whichever is done first', async () => {
    const results = await collect(mapInOrder([9, 1, 5], 3, (ms) => wait(ms).then(() => ms)));
    expect(results).toEqual([9, 1, 5]);
  });

  test('never works on more than the limit at once, and does use the limit', async () => {
    let underWay = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++underWay);
      await wait(1);
      underWay -= 1;
    };
    await collect(mapInOrder(Array.from({ length: 9 }), 3, work));
    expect(most).toBe(3);
  });

  test('begins nothing after the signal, and finishes what it began', async () => {
    const controller = new AbortController();
    const begun: number[] = [];
    const results: number[] = [];
    const work = async (item: number): Promise<number> => {
      begun.push(item);
      await wait(1);
      return item;
    };
    for await (const result of mapInOrder([1, 2, 3, 4, 5, 6], 2, work, controller.signal)) {
      results.push(result);
      if (result === 2) controller.abort();
    }
    expect(results).toEqual(begun);
    expect(results.length).toBeLessThan(5);
  });
});
