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

test.each(shapes)('the gradient of Div holds for shapes %j and %j', async (a, b) => {
  expect(await gradientFaults({ op: 'Div', inputs: [values(a, 1, 0.5, 2), values(b, 2, 0.5, 2)] })).toEqual([]);
});

test('the gradient of Div holds with an open batch', async () => {
  expect(
    await gradientFaults({
      op: 'Div',
      inputs: [values([2, 3, 4], 1, 0.5, 2), values([3, 1], 2, 0.5, 2)],
      openBatch: true,
    }),
  ).toEqual([]);
});
