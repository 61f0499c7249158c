import { float, int } from '../../../main/graph/ir/builder.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases, NamedCase } from './gradient-cases.ts';

/** A case for a known and for an open batch. */
const bothBatches = (each: NamedCase): NamedCase[] => [
  each,
  { ...each, name: `${each.name}, with an open batch`, openBatch: true },
];

export const normalisationCases: GradientCases = {
  BatchNormalization: [
    {
      name: 'for image, scale and bias, with its own epsilon',
      inputs: [values([2, 3, 4, 4], 1), values([3], 2), values([3], 3), values([3], 4), values([3], 5, 0.5, 2)],
      attributes: { epsilon: float(0.1) },
      withRespectTo: [0, 1, 2],
    },
  ],
  InstanceNormalization: [
    [2, 3, 5],
    [2, 3, 4, 3],
  ].flatMap((dims) =>
    bothBatches({
      name: `for [${dims.join()}]`,
      inputs: [values(dims, 1, -2, 2), values([3], 2), values([3], 3)],
      attributes: { epsilon: float(0.01) },
    }),
  ),
  LayerNormalization: [
    ...(
      [
        [-1, [5]],
        [1, [3, 5]],
        [2, [5]],
      ] as const
    ).flatMap(([axis, dims]) =>
      bothBatches({
        name: `from axis ${axis} on, for image, scale and bias`,
        inputs: [values([2, 3, 5], 1, -2, 2), values(dims, 2), values(dims, 3)],
        attributes: { axis: int(axis), epsilon: float(0.01) },
      }),
    ),
    { name: 'without a bias', inputs: [values([2, 3, 5], 1, -2, 2), values([5], 2)] },
  ],
  LRN: [1, 3, 5].flatMap((size) =>
    bothBatches({
      name: `for ${size} channels at once`,
      inputs: [values([2, 6, 2, 3], 1, -2, 2)],
      attributes: { size: int(size), alpha: float(0.7), beta: float(0.6), bias: float(1.5) },
    }),
  ),
};
