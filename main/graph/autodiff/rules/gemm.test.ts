import { expect, test } from 'vitest';
import { float, int } from '../../ir/builder.ts';
import { gradientFaults, values } from '../../../../tests/support/check-gradient.ts';

const orders = [0, 1].flatMap((transA) => [0, 1].map((transB) => [transA, transB] as const));

test.each(orders)('the gradient of Gemm holds with transA %d, transB %d, alpha and beta', async (transA, transB) => {
  const inputs = [values(transA ? [4, 3] : [3, 4], 1), values(transB ? [5, 4] : [4, 5], 2), values([5], 3)];
  const attributes = { transA: int(transA), transB: int(transB), alpha: float(0.5), beta: float(1.5) };
  expect(await gradientFaults({ op: 'Gemm', inputs, attributes })).toEqual([]);
});

test.each([[[3, 5]], [[1, 5]], [[3, 1]], [[1]]])('the gradient of Gemm holds for a bias of shape %j', async (bias) => {
  expect(await gradientFaults({ op: 'Gemm', inputs: [values([3, 4], 1), values([4, 5], 2), values(bias, 3)] })).toEqual(
    [],
  );
});

test('the gradient of Gemm holds without a bias', async () => {
  expect(await gradientFaults({ op: 'Gemm', inputs: [values([3, 4], 1), values([4, 5], 2)] })).toEqual([]);
});
