import { expect, test } from 'vitest';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([-1, 0, 1])('the gradient of LogSoftmax along axis %d holds', async (axis) => {
  expect(
    await gradientFaults({ op: 'LogSoftmax', inputs: [values([3, 4, 2], 1, -2, 2)], attributes: { axis: int(axis) } }),
  ).toEqual([]);
});
