import { divide, indicator, multiply, reduce } from '../../ir/emit.ts';
import { keptAxes, reducedAxes } from './reduce-sum.ts';
import type { GradientRule } from '../shared/gradient-rule.ts';

/** y = max x over some axes: the elements that are y share dy in equal parts. The same for ReduceMin. */
export const reduceMax: GradientRule = (context) => [
  () => {
    const { builder, node, dy } = context;
    const [x] = node.inputs;
    const chosen = indicator(builder, 'Equal', x, keptAxes(context, node.outputs[0]));
    const count = reduce(builder, 'ReduceSum', chosen, reducedAxes(context));
    return multiply(builder, chosen, divide(builder, keptAxes(context, dy), count));
  },
];
