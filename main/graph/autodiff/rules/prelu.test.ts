import { expect, test } from 'vitest';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test.each([[[3, 1, 1]], [[1]], [[2, 3, 4, 4]]])(
  'the gradient of PRelu holds for slopes of shape %j',
  async (slopes) => {
    const inputs = [values([2, 3, 4, 4], 1), values(slopes, 2)];
    expect(await gradientFaults({ op: 'PRelu', inputs })).toEqual([]);
  },
);
