import { expect, test } from 'vitest';
import { scalar } from '../../../domain/tensor.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of Dropout in inference is that of the identity', async () => {
  expect(await gradientFaults({ op: 'Dropout', inputs: [values([2, 5], 1), scalar(0.5)], withRespectTo: [0] })).toEqual(
    [],
  );
});
