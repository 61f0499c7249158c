import { expect, test } from 'vitest';
import { int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient passes through Cast to the same type', async () => {
  const FLOAT = 1;
  expect(await gradientFaults({ op: 'Cast', inputs: [values([2, 3], 1)], attributes: { to: int(FLOAT) } })).toEqual([]);
});
