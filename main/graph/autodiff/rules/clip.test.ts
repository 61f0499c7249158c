import { expect, test } from 'vitest';
import { scalar } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const x = (low: number, high: number): ReturnType<typeof values> => values([2, 3, 4], 1, low, high);

test.each([
  ['between the limits', x(-0.4, 0.4)],
  ['above', x(0.6, 2)],
  ['below', x(-2, -0.6)],
])('the gradient of Clip holds %s, for the limits too', async (_, input) => {
  expect(await gradientFaults({ op: 'Clip', inputs: [input, scalar(-0.5), scalar(0.5)] })).toEqual([]);
});

test('the gradient of Clip holds with only one limit', async () => {
  expect(await gradientFaults({ op: 'Clip', inputs: [x(-0.4, 0.4), scalar(-0.5)], withRespectTo: [0] })).toEqual([]);
});
