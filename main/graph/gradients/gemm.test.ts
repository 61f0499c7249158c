import { test } from 'vitest';
import { float, int } from '../builder.ts';
import { checkGradient, values } from './check-gradient.ts';

const orders = [0, 1].flatMap((transA) => [0, 1].map((transB) => [transA, transB] as const));

test.each(orders)('the gradient of Gemm holds with transA %d, transB %d, alpha and beta', async (transA, transB) => {
  const inputs = [values(transA ? [4, 3] : [3, 4], 1), values(transB ? [5, 4] : [4, 5], 2), values([5], 3)];
  const attributes = { transA: int(transA), transB: int(transB), alpha: float(0.5), beta: float(1.5) };
  await checkGradient({ op: 'Gemm', inputs, attributes });
});

test.each([[[3, 5]], [[1, 5]], [[3, 1]], [[1]]])('the gradient of Gemm holds for a bias of shape %j', async (bias) => {
  await checkGradient({ op: 'Gemm', inputs: [values([3, 4], 1), values([4, 5], 2), values(bias, 3)] });
});

test('the gradient of Gemm holds without a bias', async () => {
  await checkGradient({ op: 'Gemm', inputs: [values([3, 4], 1), values([4, 5], 2)] });
});
