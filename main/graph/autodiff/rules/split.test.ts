import { expect, test } from 'vitest';
import { int64 } from '../../../domain/tensor.ts';
import { int } from '../../ir/builder.ts';
import type { GradientCase } from '../../../../tests/support/check-gradient.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const x = values([2, 7, 3], 1);

interface Parts extends Omit<GradientCase, 'op' | 'attributes'> {
  readonly axis: number;
  readonly count?: number;
}

test.each<[string, Parts]>([
  ['all parts, of given sizes', { inputs: [x, int64([3], [1, 4, 2])], axis: 1, outputs: 3 }],
  ['one part only', { inputs: [x, int64([2], [5, 2])], axis: -2, outputs: 2, used: [1] }],
  ['the first and the last part', { inputs: [x, int64([3], [1, 1, 1])], axis: 2, outputs: 3, used: [0, 2] }],
  ['equal parts', { inputs: [values([2, 6, 3], 1)], axis: 1, outputs: 3, used: [2, 1], count: 3 }],
  ['an unequal last part', { inputs: [x], axis: 1, outputs: 3, count: 3 }],
  ['a single part', { inputs: [x, int64([1], [7])], axis: 1, outputs: 1 }],
])('the gradient of Split holds for %s', async (_name, { inputs, axis, count, ...rest }) => {
  const attributes = { axis: int(axis), ...(count !== undefined && { num_outputs: int(count) }) };
  expect(await gradientFaults({ op: 'Split', inputs, attributes, ...rest })).toEqual([]);
});

test('the gradient of Split holds with an open batch of which one part is used', async () => {
  const inputs = [values([2, 6], 1), int64([2], [3, 3])];
  expect(
    await gradientFaults({ op: 'Split', inputs, attributes: { axis: int(1) }, outputs: 2, used: [1], openBatch: true }),
  ).toEqual([]);
});
