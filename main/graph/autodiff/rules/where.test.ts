import { expect, test } from 'vitest';
import type { Tensor } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const mask = (dims: number[], data: number[]): Tensor => ({ type: 'bool', dims, data: Uint8Array.from(data) });

test.each([
  [mask([2, 3], [1, 0, 0, 1, 1, 0]), [2, 3], [2, 3]],
  [mask([3], [1, 0, 1]), [2, 1], []],
  [mask([], [0]), [2, 3], [3]],
])('the gradient of Where reaches what was chosen, broadcast (%#)', async (condition, a, b) => {
  expect(await gradientFaults({ op: 'Where', inputs: [condition, values(a, 1), values(b, 2)] })).toEqual([]);
});
