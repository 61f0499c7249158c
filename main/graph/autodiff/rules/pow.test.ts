import { expect, test } from 'vitest';
import { float32, scalar } from '../../../domain/tensor.ts';
import { testBroadcasting } from '../../../../tests/support/check-broadcasting.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';
import { gradientAt } from '../../../../tests/support/gradient-at.ts';

test.each([2, 3, 0.5, -1])('the gradient of Pow holds for the exponent %d', async (exponent) => {
  expect(
    await gradientFaults({ op: 'Pow', inputs: [values([2, 5], 1, 0.5, 2), scalar(exponent)], withRespectTo: [0] }),
  ).toEqual([]);
});

testBroadcasting('Pow', [0.5, 2]);

test('the exponent gets no gradient from a base that is not positive', async () => {
  expect((await gradientAt('Pow', [float32([3], [0, -2, 1]), float32([3], [2, 2, 5])]))[1]).toEqual([0, 0, 0]);
});
