import { expect, test } from 'vitest';
import { parcelsOf } from './transfer-chunks.ts';

test('values travel together as far as they fit, and the large ones alone', () => {
  const sizes = new Map(Object.entries({ a: 8, b: 8, c: 36, d: 4, e: 4 }));
  expect(parcelsOf(sizes, 16)).toEqual([['a', 'b'], ['c'], ['d', 'e']]);
  expect(parcelsOf(new Map())).toEqual([]);
});
