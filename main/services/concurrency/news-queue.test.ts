import { expect, test } from 'vitest';
import { createNewsQueue } from './news-queue.ts';

test('gives all that was put before and after the reader came, in order, and ends', async () => {
  const queue = createNewsQueue<number>();
  queue.put(1);
  queue.put(2);
  const taken: number[] = [];
  const reading = (async () => {
    for await (const value of queue.read()) taken.push(value);
  })();
  await Promise.resolve();
  queue.put(3);
  queue.end();
  await reading;
  expect(taken).toEqual([1, 2, 3]);
});

test('keeps nothing for a reader that has left', async () => {
  const queue = createNewsQueue<number>();
  queue.put(1);
  const reader = queue.read();
  expect(await reader.next()).toEqual({ done: false, value: 1 });
  await reader.return();
  queue.put(2);
  queue.end();
  const late: number[] = [];
  for await (const value of queue.read()) late.push(value);
  expect(late).toEqual([]);
});
