import { int64 } from '../../../main/domain/tensor.ts';
import { int } from '../../../main/graph/ir/builder.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases } from './gradient-cases.ts';

const x = values([2, 4, 3], 1);

export const indexingCases: GradientCases = {
  Gather: [
    ...(
      [
        ['for one element of the first axis', int64([], [1]), 0],
        ['for one element counted from the end of the last axis', int64([], [-1]), -1],
        ['for one element in a list', int64([1], [2]), 1],
        ['for a run', int64([2], [1, 2]), 1],
        ['for each element once, in another order', int64([4], [2, 0, 3, 1]), 1],
        ['for some elements once', int64([2], [3, 0]), 1],
        ['for elements several times, in a table', int64([2, 3], [0, 1, -1, 0, 2, 0]), 1],
        ['for an embedding', int64([2, 2], [1, 0, 1, 1]), 0],
      ] as const
    ).map(([name, indices, axis]) => ({ name, inputs: [x, indices], attributes: { axis: int(axis) } })),
    ...[0, 1].map((axis) => ({
      name: `along axis ${axis} with an open batch`,
      inputs: [values([3, 4, 2], 1), int64([], [1])],
      attributes: { axis: int(axis) },
      openBatch: true,
    })),
  ],
  GatherElements: [
    {
      name: 'along the first axis',
      inputs: [x, int64([2, 2, 3], [0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0])],
      attributes: { axis: int(0) },
    },
    {
      name: 'along the second axis',
      inputs: [x, int64([2, 2, 3], [0, 1, -1, 3, 0, 2, 1, 1, 1, 0, 3, 2])],
      attributes: { axis: int(1) },
    },
    {
      name: 'along the last axis',
      inputs: [x, int64([2, 4, 1], [0, 1, -1, 2, 2, 0, 1, 1])],
      attributes: { axis: int(-1) },
    },
  ],
  GatherND: [
    { name: 'for rows', inputs: [x, int64([3, 1], [1, 0, 1])] },
    { name: 'for rows of tables', inputs: [x, int64([2, 2], [1, 0, 0, -1])] },
    {
      name: 'for single elements, one of them twice',
      inputs: [x, int64([2, 2, 3], [1, 0, 2, 0, 3, 1, 1, 0, 2, 0, 0, 0])],
    },
  ],
  ScatterND: [
    { name: 'for rows', inputs: [values([4, 3], 1), int64([2, 1], [2, 0]), values([2, 3], 2)] },
    {
      name: 'for single elements',
      inputs: [values([4, 3], 1), int64([2, 2, 2], [1, 0, 0, 2, 3, 1, 2, 2]), values([2, 2], 2)],
    },
  ],
};
