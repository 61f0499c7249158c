import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { compareNames, sortInTurns } from './sort-names.ts';

test('sorts as a sort in one go does, keeping equals in their order', async () => {
  const items = Array.from({ length: 9_001 }, (_, i) => ({ name: `IM-${(i * 7919) % 500}`, place: i }));
  const byName = (a: (typeof items)[number], b: (typeof items)[number]): number => compareNames(a.name, b.name);
  expect(await sortInTurns(items, byName)).toEqual(items.toSorted(byName));
  expect(await sortInTurns([], byName)).toEqual([]);
});

test('lets other work go on meanwhile', async () => {
  let turns = 0;
  let isDone = false;
  const others = (async () => {
    for (; !isDone; turns++) await setImmediate();
  })();
  await sortInTurns(
    Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 20_000),
    (a, b) => a - b,
  );
  isDone = true;
  await others;
  expect(turns).toBeGreaterThan(10);
});
