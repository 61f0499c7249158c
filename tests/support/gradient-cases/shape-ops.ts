import type { Tensor } from '../../../main/domain/tensor.ts';
import { int64 } from '../../../main/domain/tensor.ts';
import { int, ints, string } from '../../../main/graph/ir/builder.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases, NamedCase } from './gradient-cases.ts';

const list = (numbers: readonly number[]): Tensor => int64([numbers.length], numbers);

function concatAlong(axis: number): NamedCase {
  const sizes = (part: number): number[] => [2, 3, 4].map((size, at) => (at === (axis + 3) % 3 ? size + part : size));
  return {
    name: `along axis ${axis}, for every part`,
    inputs: [values(sizes(0), 1), values(sizes(1), 2), values(sizes(2), 3)],
    attributes: { axis: int(axis) },
  };
}

const parts = values([2, 7, 3], 1);

export const shapeCases: GradientCases = {
  Concat: [
    ...[0, 1, -1].map(concatAlong),
    {
      name: 'along an axis of unknown size',
      inputs: [values([2, 3], 1), values([1, 3], 2), values([3, 3], 3)],
      attributes: { axis: int(0) },
      openBatch: true,
    },
  ],
  DepthToSpace: ['DCR', 'CRD'].map((mode) => ({
    name: `in mode ${mode}`,
    inputs: [values([2, 12, 3, 2], 1)],
    attributes: { blocksize: int(2), mode: string(mode) },
    openBatch: true,
  })),
  Expand: [
    { name: 'along an axis of size 1', inputs: [values([3, 1], 1), list([3, 4])] },
    { name: 'to more axes', inputs: [values([3], 1), list([2, 2, 3])] },
    { name: 'where the shape has an axis of size 1', inputs: [values([2, 1, 3], 1), list([1, 4, 1])] },
    { name: 'for a scalar', inputs: [values([], 1), list([2, 2])] },
  ],
  Flatten: [0, 1, 2, -1].map((axis) => ({
    name: `at axis ${axis}`,
    inputs: [values([2, 3, 4], 1)],
    attributes: { axis: int(axis) },
  })),
  Reshape: [
    ...[
      [4, 6],
      [2, -1],
      [0, 12],
    ].map((dims) => ({
      name: `to [${dims.join()}]`,
      inputs: [values([2, 3, 4], 1), list(dims)],
    })),
    { name: 'with an open batch', inputs: [values([2, 3, 4], 1), list([-1, 12])], openBatch: true },
  ],
  SpaceToDepth: [
    {
      name: 'with an open batch',
      inputs: [values([2, 3, 4, 6], 1)],
      attributes: { blocksize: int(2) },
      openBatch: true,
    },
  ],
  Split: [
    {
      name: 'for all parts, of given sizes',
      inputs: [parts, list([1, 4, 2])],
      attributes: { axis: int(1) },
      outputs: 3,
    },
    {
      name: 'for one part only',
      inputs: [parts, list([5, 2])],
      attributes: { axis: int(-2) },
      outputs: 2,
      used: [1],
    },
    {
      name: 'for the first and the last part',
      inputs: [parts, list([1, 1, 1])],
      attributes: { axis: int(2) },
      outputs: 3,
      used: [0, 2],
    },
    {
      name: 'for equal parts',
      inputs: [values([2, 6, 3], 1)],
      attributes: { axis: int(1), num_outputs: int(3) },
      outputs: 3,
      used: [2, 1],
    },
    {
      name: 'for an unequal last part',
      inputs: [parts],
      attributes: { axis: int(1), num_outputs: int(3) },
      outputs: 3,
    },
    { name: 'for a single part', inputs: [parts, list([7])], attributes: { axis: int(1) }, outputs: 1 },
    {
      name: 'with an open batch of which one part is used',
      inputs: [values([2, 6], 1), list([3, 3])],
      attributes: { axis: int(1) },
      outputs: 2,
      used: [1],
      openBatch: true,
    },
  ],
  Squeeze: [[1], [1, 3], [-1]].map((axes) => ({
    name: `at axes [${axes.join()}]`,
    inputs: [values([2, 1, 3, 1], 1), list(axes)],
  })),
  Tile: [
    { name: 'of [2,3] by [1,2]', inputs: [values([2, 3], 1), list([1, 2])] },
    { name: 'of [2,1,3] by [3,4,2]', inputs: [values([2, 1, 3], 1), list([3, 4, 2])] },
    { name: 'of [1] by [5]', inputs: [values([1], 1), list([5])] },
    { name: 'with an open batch', inputs: [values([3, 2], 1), list([2, 3])], openBatch: true },
  ],
  Transpose: [
    {
      name: 'for an order that is not its own inverse',
      inputs: [values([2, 3, 4], 1)],
      attributes: { perm: ints([2, 0, 1]) },
    },
    { name: 'without an order, which reverses the axes', inputs: [values([2, 3, 4], 1)] },
  ],
  Trilu: [
    [0, 0],
    [1, 1],
    [1, -1],
  ].map(([upper = 0, diagonal = 0]) => ({
    name: `with upper = ${upper} and diagonal ${diagonal}`,
    inputs: [values([2, 3, 4], 1), int64([], [diagonal])],
    attributes: { upper: int(upper) },
  })),
  Unsqueeze: [[1], [1, 3], [-1]].map((axes) => ({
    name: `at axes [${axes.join()}]`,
    inputs: [values([2, 3], 1), list(axes)],
  })),
};
