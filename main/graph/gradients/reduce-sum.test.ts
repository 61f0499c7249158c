import { test } from 'vitest';
import { int64 } from '../../domain/tensor.ts';
import { int } from '../builder.ts';
import { checkGradient, values } from './check-gradient.ts';

test.each([[[0]], [[1, 2]], [[-1]]])('the gradient of ReduceSum over axes %j holds, kept or dropped', async (axes) => {
  const inputs = [values([2, 3, 4], 1), int64([axes.length], axes)];
  await checkGradient({ op: 'ReduceSum', inputs, attributes: { keepdims: int(1) } });
  await checkGradient({ op: 'ReduceSum', inputs, attributes: { keepdims: int(0) } });
});

test('the gradient of ReduceSum over everything holds', async () => {
  await checkGradient({ op: 'ReduceSum', inputs: [values([2, 3], 1)] });
});
