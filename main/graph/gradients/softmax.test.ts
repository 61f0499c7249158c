import { expect, test } from 'vitest';
import { int } from '../builder.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test.each([-1, 0, 1])('the gradient of Softmax along axis %d holds', async (axis) => {
  expect(
    await gradientFaults({ op: 'Softmax', inputs: [values([3, 4, 2], 1, -2, 2)], attributes: { axis: int(axis) } }),
  ).toEqual([]);
});
