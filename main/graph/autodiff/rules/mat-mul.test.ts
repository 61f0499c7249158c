import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const shapes = [
  [
    [3, 4],
    [4, 5],
  ],
  [
    [2, 3, 4],
    [2, 4, 5],
  ],
  [
    [2, 3, 4],
    [4, 5],
  ],
  [
    [2, 3, 4, 2],
    [2, 3, 2, 5],
  ],
  [
    [2, 1, 3, 4],
    [3, 4, 5],
  ],
  [
    [3, 4],
    [2, 4, 5],
  ],
  [[4], [4, 5]],
  [[3, 4], [4]],
  [[4], [4]],
  [[4], [2, 4, 5]],
  [[2, 3, 4], [4]],
];

test.each(shapes)('the gradient of MatMul holds for shapes %j and %j', async (a, b) => {
  expect(await gradientFaults({ op: 'MatMul', inputs: [values(a, 1), values(b, 2)] })).toEqual([]);
});

test.each(shapes.filter(([a, b]) => a.length > 1 && b.length < 3))(
  'the gradient of MatMul holds for shapes %j and %j with an open batch',
  async (a, b) => {
    expect(await gradientFaults({ op: 'MatMul', inputs: [values(a, 1), values(b, 2)], openBatch: true })).toEqual([]);
  },
);
