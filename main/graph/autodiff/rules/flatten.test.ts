import { expect, test } from 'vitest';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([0, 1, 2, -1])('the gradient of Flatten at axis %d holds', async (axis) => {
  expect(
    await gradientFaults({ op: 'Flatten', inputs: [values([2, 3, 4], 1)], attributes: { axis: int(axis) } }),
  ).toEqual([]);
});
