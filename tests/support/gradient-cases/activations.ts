import { float, int, string } from '../../../main/graph/ir/builder.ts';
import { values } from '../check-gradient.ts';
import type { GradientCases, NamedCase } from './gradient-cases.ts';

const x = (low = -1, high = 1): ReturnType<typeof values> => values([2, 3, 4], 1, low, high);

const alongEachAxis: NamedCase[] = [-1, 0, 1].map((axis) => ({
  name: `along axis ${axis}`,
  inputs: [values([3, 4, 2], 1, -2, 2)],
  attributes: { axis: int(axis) },
}));

/** Its corners are at -1.1 and 0.9. */
const hardSigmoid = { alpha: float(0.5), beta: float(0.55) };

export const activationCases: GradientCases = {
  Elu: [{ name: 'with a limit of its own', inputs: [x(-2, 2)], attributes: { alpha: float(0.7) } }],
  Gelu: ['none', 'tanh'].map((approximate) => ({
    name: `for the approximation ${approximate}`,
    inputs: [x(-3, 3)],
    attributes: { approximate: string(approximate) },
  })),
  HardSigmoid: [
    { name: 'between its corners', inputs: [values([4, 3, 4], 1, -0.8, 0.7)], attributes: hardSigmoid },
    { name: 'above its corners', inputs: [values([4, 3, 4], 2, 1.2, 3)], attributes: hardSigmoid },
    { name: 'below its corners', inputs: [values([4, 3, 4], 3, -3, -1.2)], attributes: hardSigmoid },
  ],
  HardSwish: [
    { name: 'below -3', inputs: [x(-5, -3.1)] },
    { name: 'between -3 and 3', inputs: [x(-2.9, 2.9)] },
    { name: 'above 3', inputs: [x(3.1, 5)] },
  ],
  LeakyRelu: [{ name: 'with a slope of its own', inputs: [x()], attributes: { alpha: float(0.3) } }],
  LogSoftmax: alongEachAxis,
  Mish: [{ name: 'on both sides of zero', inputs: [x(-3, 3)] }],
  PRelu: [[3, 1, 1], [1], [2, 3, 4, 4]].map((slopes) => ({
    name: `for slopes of shape [${slopes.join()}]`,
    inputs: [values([2, 3, 4, 4], 1), values(slopes, 2)],
  })),
  Relu: [{ name: 'on both sides of zero', inputs: [x()] }],
  Selu: [{ name: 'on both sides of zero', inputs: [x(-2, 2)] }],
  Sigmoid: [{ name: 'on both sides of zero', inputs: [x(-3, 3)] }],
  Softmax: alongEachAxis,
  Softplus: [{ name: 'on both sides of zero', inputs: [x(-3, 3)] }],
  Softsign: [{ name: 'on both sides of zero', inputs: [x(-3, 3)] }],
  Tanh: [{ name: 'on both sides of zero', inputs: [x(-2, 2)] }],
  ThresholdedRelu: [
    { name: 'below its threshold', inputs: [x(-1, 0.4)], attributes: { alpha: float(0.5) } },
    { name: 'above its threshold', inputs: [x(0.6, 2)], attributes: { alpha: float(0.5) } },
  ],
};
