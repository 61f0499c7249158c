import { expect, test } from 'vitest';
import { gradientFaults, values } from './check-gradient.test-support.ts';

const shapes = [
  [
    [2, 3],
    [2, 3],
  ],
  [
    [2, 3, 4, 4],
    [3, 1, 1],
  ],
  [[4], [2, 3, 4]],
  [
    [2, 1, 4],
    [1, 3, 1],
  ],
  [[2, 3], []],
];

test.each(shapes)('the gradient of Sub holds for shapes %j and %j', async (a, b) => {
  expect(await gradientFaults({ op: 'Sub', inputs: [values(a, 1), values(b, 2)] })).toEqual([]);
});

test('the gradient of Sub holds with an open batch', async () => {
  expect(
    await gradientFaults({ op: 'Sub', inputs: [values([2, 3, 4], 1), values([3, 1], 2)], openBatch: true }),
  ).toEqual([]);
});
