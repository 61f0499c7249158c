import type { Tensor } from '../../../main/domain/tensor.ts';
import { int64 } from '../../../main/domain/tensor.ts';
import { int } from '../../../main/graph/ir/builder.ts';
import { distinct, values } from '../check-gradient.ts';
import type { GradientCases, NamedCase } from './gradient-cases.ts';

/** Over several choices of axes, the reduced axes kept or dropped, for a known and an open batch. */
function overAxes(x: Tensor): NamedCase[] {
  return [[0], [1, 2], [-1]].flatMap((axes) =>
    [0, 1].flatMap((keepdims) =>
      [false, true].map((openBatch) => ({
        name: `over axes [${axes.join()}], ${keepdims ? 'kept' : 'dropped'}${openBatch ? ', with an open batch' : ''}`,
        inputs: [x, int64([axes.length], axes)],
        attributes: { keepdims: int(keepdims) },
        openBatch,
      })),
    ),
  );
}

const dims = [2, 3, 4];

export const reductionCases: GradientCases = {
  ReduceL1: overAxes(values(dims, 1)),
  ReduceL2: overAxes(values(dims, 1)),
  ReduceLogSum: overAxes(values(dims, 1, 0.5, 2)),
  ReduceLogSumExp: overAxes(values(dims, 1, -2, 2)),
  ReduceMax: overAxes(distinct(dims, 1)),
  ReduceMean: [
    ...overAxes(values(dims, 1)),
    {
      name: 'over a batch whose size is known when it runs',
      inputs: [values(dims, 1), int64([2], [0, 2])],
      openBatch: true,
    },
  ],
  ReduceMin: overAxes(distinct(dims, 1)),
  ReduceProd: overAxes(values(dims, 1, 0.5, 1.5)),
  ReduceSum: [...overAxes(values(dims, 1)), { name: 'over everything', inputs: [values([2, 3], 1)] }],
  ReduceSumSquare: overAxes(values(dims, 1)),
};
