import type { Tensor } from '../../../main/domain/tensor.ts';
import { float32, scalar } from '../../../main/domain/tensor.ts';
import { distinct, values } from '../check-gradient.ts';
import { casesOfThree, casesOfTwo } from './broadcasting.ts';
import type { GradientCases } from './gradient-cases.ts';

const mask = (dims: readonly number[], data: readonly number[]): Tensor => ({
  type: 'bool',
  dims,
  data: Uint8Array.from(data),
});

/** No two numbers of the three inputs are equal. */
function threeDistinct(): Tensor[] {
  const all = distinct([2 * 3 * 4 + 4 + 1], 1).data as Float32Array;
  return [float32([2, 3, 4], all.slice(0, 24)), float32([4], all.slice(24, 28)), float32([], all.slice(28))];
}

export const arithmeticCases: GradientCases = {
  Add: casesOfTwo(),
  // Away from the pole at zero.
  Div: casesOfTwo([0.5, 2]),
  Max: [{ name: 'for the chosen one of three broadcast inputs', inputs: threeDistinct() }],
  Mean: casesOfThree(),
  Min: [{ name: 'for the chosen one of three broadcast inputs', inputs: threeDistinct() }],
  Mul: casesOfTwo(),
  Pow: [
    ...casesOfTwo([0.5, 2]),
    ...[2, 3, 0.5, -1].map((exponent) => ({
      name: `for the exponent ${exponent}`,
      inputs: [values([2, 5], 1, 0.5, 2), scalar(exponent)],
      withRespectTo: [0],
    })),
  ],
  Sub: casesOfTwo(),
  Sum: casesOfThree(),
  Where: [
    {
      name: 'for inputs of the shape of the condition',
      inputs: [mask([2, 3], [1, 0, 0, 1, 1, 0]), values([2, 3], 1), values([2, 3], 2)],
    },
    { name: 'for broadcast inputs', inputs: [mask([3], [1, 0, 1]), values([2, 1], 1), values([], 2)] },
    { name: 'for a broadcast condition', inputs: [mask([], [0]), values([2, 3], 1), values([3], 2)] },
  ],
};
