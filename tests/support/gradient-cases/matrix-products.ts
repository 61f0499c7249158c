import { float, int, string } from '../../../main/graph/ir/builder.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases, NamedCase } from './gradient-cases.ts';

const equations: readonly [equation: string, ...shapes: number[][]][] = [
  ['ij,jk->ik', [2, 3], [3, 4]],
  ['bhid,bhjd->bhij', [2, 2, 3, 4], [2, 2, 5, 4]],
  ['bhij,bhjd->bihd', [2, 2, 3, 4], [2, 2, 4, 5]],
  ['nchw,co->nohw', [2, 3, 2, 2], [3, 4]],
  ['...ij,jk->...ik', [2, 2, 3, 4], [4, 5]],
  ['...i,...i->...', [2, 3, 4], [2, 1, 4]],
  ['ij,jk', [2, 3], [3, 4]],
  ['i,j->ij', [3], [4]],
  ['ijk->kij', [2, 3, 4]],
  ['ijk->j', [2, 3, 4]],
  ['ijk,j->i', [2, 3, 4], [3]],
  ['ij,jk,kl->il', [2, 3], [3, 4], [4, 2]],
];

const products: readonly (readonly [a: readonly number[], b: readonly number[]])[] = [
  [
    [3, 4],
    [4, 5],
  ],
  [
    [2, 3, 4],
    [2, 4, 5],
  ],
  [
    [2, 3, 4],
    [4, 5],
  ],
  [
    [2, 3, 4, 2],
    [2, 3, 2, 5],
  ],
  [
    [2, 1, 3, 4],
    [3, 4, 5],
  ],
  [
    [3, 4],
    [2, 4, 5],
  ],
  [[4], [4, 5]],
  [[3, 4], [4]],
  [[4], [4]],
  [[4], [2, 4, 5]],
  [[2, 3, 4], [4]],
];

const productOf = (a: readonly number[], b: readonly number[]): NamedCase => ({
  name: `for shapes [${a.join()}] and [${b.join()}]`,
  inputs: [values(a, 1), values(b, 2)],
});

export const matrixProductCases: GradientCases = {
  Einsum: [
    ...equations.map(([equation, ...shapes]) => ({
      name: `for ${equation}`,
      inputs: shapes.map((dims, index) => values(dims, index + 1)),
      attributes: { equation: string(equation) },
    })),
    {
      name: 'with an open batch',
      inputs: [values([2, 3, 4], 1), values([4, 5], 2)],
      attributes: { equation: string('bij,jk->bik') },
      openBatch: true,
    },
  ],
  Gemm: [
    ...[0, 1].flatMap((transA) =>
      [0, 1].map((transB) => ({
        name: `with transA ${transA}, transB ${transB}, alpha and beta`,
        inputs: [values(transA ? [4, 3] : [3, 4], 1), values(transB ? [5, 4] : [4, 5], 2), values([5], 3)],
        attributes: { transA: int(transA), transB: int(transB), alpha: float(0.5), beta: float(1.5) },
      })),
    ),
    ...[[3, 5], [1, 5], [3, 1], [1]].map((bias) => ({
      name: `for a bias of shape [${bias.join()}]`,
      inputs: [values([3, 4], 1), values([4, 5], 2), values(bias, 3)],
    })),
    { name: 'without a bias', inputs: [values([3, 4], 1), values([4, 5], 2)] },
  ],
  MatMul: products.flatMap(([a, b]) => {
    const product = productOf(a, b);
    const canHaveOpenBatch = a.length > 1 && b.length < 3;
    return canHaveOpenBatch
      ? [product, { ...product, name: `${product.name} with an open batch`, openBatch: true }]
      : [product];
  }),
};
