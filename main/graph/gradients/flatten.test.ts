import { expect, test } from 'vitest';
import { int } from '../builder.ts';
import { gradientFaults, values } from './check-gradient.test-support.ts';

test.each([0, 1, 2, -1])('the gradient of Flatten at axis %d holds', async (axis) => {
  expect(
    await gradientFaults({ op: 'Flatten', inputs: [values([2, 3, 4], 1)], attributes: { axis: int(axis) } }),
  ).toEqual([]);
});
