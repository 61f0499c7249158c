import { test } from 'vitest';
import { ints } from '../builder.ts';
import { checkGradient, values } from './check-gradient.ts';

test('the gradient of Transpose holds for an order that is not its own inverse', async () => {
  await checkGradient({ op: 'Transpose', inputs: [values([2, 3, 4], 1)], attributes: { perm: ints([2, 0, 1]) } });
});

test('the gradient of Transpose holds without an order, which reverses the axes', async () => {
  await checkGradient({ op: 'Transpose', inputs: [values([2, 3, 4], 1)] });
});
