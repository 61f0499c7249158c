import { expect, test } from 'vitest';
import { batchesOf } from './dropped-files.ts';

test('a large drop is sent in parts, none of them empty', () => {
  expect(batchesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(batchesOf([1, 2], 2)).toEqual([[1, 2]]);
  expect(batchesOf([], 2)).toEqual([]);
});
