import { expect, test } from 'vitest';
import { float } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

test('the gradient of HardSigmoid holds between and beyond its corners at 0.9 and -1.1', async () => {
  const inputs = [values([4, 3, 4], 1, -0.8, 0.7), values([4, 3, 4], 2, 1.2, 3), values([4, 3, 4], 3, -3, -1.2)];
  for (const input of inputs) {
    const attributes = { alpha: float(0.5), beta: float(0.55) };
    expect(await gradientFaults({ op: 'HardSigmoid', inputs: [input], attributes })).toEqual([]);
  }
});
