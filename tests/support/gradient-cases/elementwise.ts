import { scalar } from '../../../main/domain/tensor.ts';
import { int } from '../../../main/graph/ir/builder.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases } from './gradient-cases.ts';

const x = (low = -1, high = 1): ReturnType<typeof values> => values([2, 3, 4], 1, low, high);
const FLOAT = 1;

export const elementwiseCases: GradientCases = {
  Abs: [{ name: 'on both sides of its kink', inputs: [x()] }],
  Cast: [{ name: 'to the same type', inputs: [values([2, 3], 1)], attributes: { to: int(FLOAT) } }],
  Clip: [
    { name: 'between the limits, for the limits too', inputs: [x(-0.4, 0.4), scalar(-0.5), scalar(0.5)] },
    { name: 'above the limits, for the limits too', inputs: [x(0.6, 2), scalar(-0.5), scalar(0.5)] },
    { name: 'below the limits, for the limits too', inputs: [x(-2, -0.6), scalar(-0.5), scalar(0.5)] },
    { name: 'with only one limit', inputs: [x(-0.4, 0.4), scalar(-0.5)], withRespectTo: [0] },
  ],
  Cos: [{ name: 'over a period', inputs: [x(-3, 3)] }],
  Dropout: [{ name: 'in inference', inputs: [values([2, 5], 1), scalar(0.5)], withRespectTo: [0] }],
  Erf: [{ name: 'where it is steep and where it is flat', inputs: [x(-2, 2)] }],
  Exp: [{ name: 'on both sides of zero', inputs: [x()] }],
  Identity: [{ name: 'on both sides of zero', inputs: [x()] }],
  Log: [{ name: 'for positive numbers', inputs: [x(0.5, 2)] }],
  Neg: [{ name: 'on both sides of zero', inputs: [x()] }],
  Reciprocal: [{ name: 'away from its pole', inputs: [x(0.5, 2)] }],
  Sin: [{ name: 'over a period', inputs: [x(-3, 3)] }],
  Sqrt: [{ name: 'for positive numbers', inputs: [x(0.5, 2)] }],
};
