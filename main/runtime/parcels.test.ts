import { expect, test } from 'vitest';
import { float32 } from '../domain/tensor.ts';
import { parcelsOf } from './parcels.ts';

const of = (size: number) => float32([size], new Float32Array(size));

test('values travel together as far as they fit, and the large ones alone', () => {
  const tensors = { a: of(2), b: of(2), c: of(9), d: of(1), e: of(1) };
  expect(parcelsOf(tensors, 16)).toEqual([['a', 'b'], ['c'], ['d', 'e']]);
  expect(parcelsOf({})).toEqual([]);
});
