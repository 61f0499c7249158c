import type { Tensor } from '../../../main/domain/tensor.ts';
import { float32, int64 } from '../../../main/domain/tensor.ts';
import { string } from '../../../main/graph/ir/builder.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases, NamedCase } from './gradient-cases.ts';

const list = (numbers: readonly number[]): Tensor => int64([numbers.length], numbers);

function sliceOf(x: Tensor, [starts, ends, axes, steps]: readonly number[][], openBatch = false): NamedCase {
  const cuts = [starts, ends, axes, steps].filter((numbers) => numbers !== undefined);
  return {
    name: `for starts, ends, axes and steps ${JSON.stringify(cuts)} of [${x.dims.join()}]`,
    inputs: [x, ...cuts.map(list)],
    openBatch,
  };
}

export const paddingSlicingCases: GradientCases = {
  Pad: [
    ...[
      [0, 0, 1, 2, 0, 0, 0, 3],
      [0, 1, 0, 0, 0, 0, 0, 0],
      [0, 0, -1, 2, 0, 1, 0, -2],
    ].map((pads) => ({
      name: `by [${pads.join()}]`,
      inputs: [values([2, 3, 4, 4], 1), list(pads)],
      openBatch: true,
    })),
    ...['constant', 'edge', 'reflect', 'wrap'].map((mode) => ({
      name: `in mode ${mode}`,
      inputs: [values([2, 3, 4, 5], 1), list([0, 0, 1, 2, 0, 0, 3, 0])],
      attributes: { mode: string(mode) },
      openBatch: true,
    })),
    ...['constant', 'reflect'].map((mode) => ({
      name: `along named axes in mode ${mode}`,
      inputs: [values([2, 3, 4], 1), list([1, 2, 2, 0]), float32([], [0]), list([-1, 1])],
      attributes: { mode: string(mode) },
      withRespectTo: [0],
    })),
  ],
  Slice: [
    ...[
      [[1], [3], [1]],
      [
        [0, 2],
        [1, 4],
        [0, 2],
      ],
      [[-3], [-1], [-1]],
    ].map((cuts) => sliceOf(values([2, 3, 4], 1), cuts)),
    ...[
      [[0], [7], [1], [2]],
      [[1], [6], [1], [3]],
      [[-1], [-100], [1], [-1]],
      [[5], [0], [1], [-2]],
      [
        [-1, 1],
        [-100, 3],
        [1, 2],
        [-3, 2],
      ],
    ].map((cuts) => sliceOf(values([2, 7, 4], 1), cuts, true)),
    ...[
      [[1], [2], [0]],
      [
        [-2, 1],
        [100, 2],
        [0, 1],
      ],
    ].map((cuts) => sliceOf(values([4, 3], 1), cuts, true)),
  ],
};
